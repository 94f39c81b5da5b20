/** Events this room records. The subject is the agent or the kill switch; `agentId` names the agent concerned. */
export const agentEvents = {
  /** A gateway showed an agent for the first time, or again after it was gone. */
  discovered: 'agent.discovered',
  /** Something a person cares about changed at the gateway; before and after hold only that. */
  changed: 'agent.changed',
  gone: 'agent.gone',
  /** Ordered by a person; the gateway's own word follows. */
  disabled: 'agent.disabled',
  enabled: 'agent.enabled',
  /** The gateway did it, checked. */
  disableConfirmed: 'agent.disable_confirmed',
  enableConfirmed: 'agent.enable_confirmed',
} as const;

export const killEvents = {
  engaged: 'kill_switch.engaged',
  /** Every gateway concerned is stopped: checked after the order. */
  confirmed: 'kill_switch.confirmed',
  /** At least one gateway could not be asked or did not stop. */
  unknown: 'kill_switch.unknown',
  /** A gateway was added, or is to be stopped again after it had been confirmed. */
  pending: 'kill_switch.pending',
  expired: 'kill_switch.expired',
  liftAsked: 'kill_switch.lift_asked',
  lifted: 'kill_switch.lifted',
  /** One of several gateways told how it stands; the order as a whole stands as before. */
  reported: 'kill_switch.reported',
  /** A gateway had lost what stopped it (a restart, a hand edit) and was stopped again. */
  reapplied: 'kill_switch.reapplied',
} as const;
