/** What this room announces. Payloads: `before` and `after` hold what changed, with `hostId`; never a code or a key. */
export const hostEvents = {
  enrolmentCreated: 'host.enrolment_created',
  /** `after.way`: CODE or TOKEN. */
  paired: 'host.paired',
  pairingDenied: 'host.pairing_denied',
  renamed: 'host.renamed',
  revoked: 'host.revoked',
  /** Recorded where signatures are checked: see platform/auth/host-credentials.service.ts. */
  cloneDetected: 'host.clone_detected',
} as const;

/** What became of runtimes found on hosts. `after.hostId` names the host. */
export const runtimeEvents = {
  discovered: 'runtime.discovered',
  added: 'runtime.added',
  removed: 'runtime.removed',
  policyChanged: 'runtime.policy_changed',
  paused: 'runtime.paused',
  resumed: 'runtime.resumed',
  /** An added one was not found any more. */
  missing: 'runtime.missing',
  /** `before.digest`, `after.digest`, and in `after` which kinds changed, with names of what came and went. */
  settingsChanged: 'runtime.settings_changed',
} as const;
