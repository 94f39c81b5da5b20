/** What this room announces. Payloads: `before` and `after` hold the changed fields, never a secret. */
export const organizationEvents = {
  organizationCreated: 'organization.created',
  organizationRenamed: 'organization.renamed',
  memberInvited: 'member.invited',
  inviteRevoked: 'invite.revoked',
  memberJoined: 'member.joined',
  memberRoleChanged: 'member.role_changed',
  memberSuspended: 'member.suspended',
  memberResumed: 'member.resumed',
  memberRemoved: 'member.removed',
  serviceTokenCreated: 'service_token.created',
  serviceTokenRevoked: 'service_token.revoked',
} as const;

/** What a person did to their own account; recorded in each of their organisations. */
export const personEvents = {
  sessionCreated: 'session.created',
  sessionRevoked: 'session.revoked',
  loginFailed: 'login.failed',
  accessTokenCreated: 'access_token.created',
  passwordChanged: 'user.password_changed',
  updated: 'user.updated',
  /** Somebody wants this address confirmed. `after`: {linkId}. */
  verificationRequested: 'user.verification_requested',
  verified: 'user.verified',
  /** Somebody signed up with an address that has a confirmed account. */
  signUpRepeated: 'user.sign_up_repeated',
} as const;
