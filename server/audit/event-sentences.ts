import type { EventRow } from '../platform/events/event-row.js';

const longestLabel = 120;

/** What a sentence may speak of. Texts are cut and made visible before they get here. */
interface Told {
  /** Who, as a subject of a sentence. */
  who: string;
  /** The thing, in quotation marks; or a word for it when it has no name. */
  what: string;
  /** A plain text field of the details, for example a decision. */
  detail: (key: string) => string | null;
  code: string | null;
}

type Sentence = (told: Told) => string;

/** One sentence per event type, in the past tense. A type that is missing here is still told, more plainly. */
const sentences: Readonly<Record<string, Sentence>> = {
  'approval.asked': (t) => `${t.who} asked to run ${t.what}.`,
  'approval.imported': (t) =>
    `${t.what} was asked and decided while ClawButler was away; it was added later.`,
  'approval.decided': (t) => `${t.who} ${decided(t.detail('decision'))} ${t.what}.`,
  'approval.delivered': (t) => `The gateway took the decision on ${t.what}.`,
  'approval.overtaken': (t) => `The gateway had another answer to ${t.what} already.`,
  'approval.undeliverable': (t) => `The decision on ${t.what} could not be delivered to the gateway.`,
  'approval.executed': (t) => `The gateway reported on ${t.what}: ${outcome(t.detail('outcome'))}.`,
  'approval.decision_refused': (t) => `${t.who} tried to decide ${t.what} and was refused${because(t.code)}.`,
  'approval.expired': (t) => `Nobody decided ${t.what} in time, so it was denied.`,
  'approval.cancelled': (t) => `${t.what} went away before it was decided.`,
  'approval.digest_mismatch': (t) => `${t.what} changed after it was shown, so it was not allowed.`,
  'policy.created': (t) => `${t.who} created the policy ${t.what}.`,
  'policy.updated': (t) => `${t.who} changed the policy ${t.what}.`,
  'policy.moved': (t) => `${t.who} moved the policy ${t.what} to another place in the order.`,
  'policy.deleted': (t) => `${t.who} deleted the policy ${t.what}.`,
  'connector.added': (t) => `${t.who} added the gateway ${t.what}.`,
  'connector.tested': (t) => `${t.who} tested the connection to ${t.what}.`,
  'connector.policy_changed': (t) =>
    `${t.who} changed what is kept of the sessions of the gateway ${t.what}.`,
  'connector.reconnect_asked': (t) => `${t.who} asked for a new connection to the gateway ${t.what}.`,
  'connector.updated': (t) => `${t.who} changed the gateway ${t.what}.`,
  'connector.removed': (t) => `${t.who} removed the gateway ${t.what}.`,
  'connector.enabled': (t) => `${t.who} switched the gateway ${t.what} on.`,
  'connector.disabled': (t) => `${t.who} switched the gateway ${t.what} off.`,
  'connector.connected': (t) => `The gateway ${t.what} is connected.`,
  'connector.disconnected': (t) => `The connection to the gateway ${t.what} was lost.`,
  'connector.pairing_required': (t) => `The gateway ${t.what} waits for its owner to approve this device.`,
  'connector.refused': (t) => `The gateway ${t.what} refused the connection.`,
  'agent.discovered': (t) => `The agent ${t.what} appeared.`,
  'agent.changed': (t) => `The agent ${t.what} changed.`,
  'agent.gone': (t) => `The agent ${t.what} is gone from its gateway.`,
  'agent.enabled': (t) => `${t.who} enabled the agent ${t.what}.`,
  'agent.disabled': (t) => `${t.who} disabled the agent ${t.what}.`,
  'agent.disable_confirmed': (t) => `The gateway confirmed that the agent ${t.what} is off.`,
  'agent.enable_confirmed': (t) => `The gateway confirmed that the agent ${t.what} is on again.`,
  'kill_switch.engaged': (t) => `${t.who} pulled the kill switch on ${t.what}.`,
  'kill_switch.confirmed': (t) => `The kill switch on ${t.what} took hold: everything stopped.`,
  'kill_switch.unknown': (t) => `Whether the kill switch on ${t.what} took hold is not known.`,
  'kill_switch.expired': (t) => `The kill switch on ${t.what} could not be delivered in time.`,
  'kill_switch.pending': (t) => `The kill switch on ${t.what} waits for a gateway again.`,
  'kill_switch.reported': (t) => `A gateway told how it stands under the kill switch on ${t.what}.`,
  'kill_switch.reapplied': (t) => `A gateway had lost the kill switch on ${t.what} and was stopped again.`,
  'kill_switch.lift_asked': (t) => `${t.who} began to lift the kill switch on ${t.what}.`,
  'kill_switch.lifted': (t) => `The kill switch on ${t.what} was lifted.`,
  'sessions.synced': (t) => `${t.who} synchronised sessions of ${t.what}.`,
  'cost.recompute_asked': (t) => `${t.who} asked to price all sessions again by ${t.what}.`,
  'cost.recompute_continued': (t) => `${t.who} goes on to price sessions again by ${t.what}.`,
  'cost.recomputed': (t) => `${t.who} priced all sessions again by ${t.what}; former costs are kept.`,
  'session.erased': (t) => `${t.who} erased the content of the session ${t.what}.`,
  'host.enrolment_created': (t) => `${t.who} made a token that lets one machine in.`,
  'host.paired': (t) =>
    t.detail('way') === 'TOKEN'
      ? `The machine ${t.what} let itself in with a token from the console.`
      : `${t.who} paired the machine ${t.what}.`,
  'host.pairing_denied': (t) => `${t.who} sent the machine ${t.what} away, which had asked to be paired.`,
  'host.renamed': (t) => `${t.who} renamed a machine to ${t.what}.`,
  'host.revoked': (t) => `${t.who} revoked the machine ${t.what}: its key is refused for good.`,
  'host.clone_detected': (t) =>
    `A request under the key of the machine ${t.what} came out of turn and was refused: the key may have been copied.`,
  'runtime.discovered': (t) => `${t.who} found the runtime ${t.what}.`,
  'runtime.added': (t) => `${t.who} added the runtime ${t.what}.`,
  'runtime.removed': (t) => `${t.who} removed the runtime ${t.what}: nothing new is read of it.`,
  'runtime.policy_changed': (t) =>
    `${t.who} changed what leaves the machine of ${t.what}${policy(t.detail('contentPolicy'))}.`,
  'runtime.paused': (t) => `${t.who} paused reading the runtime ${t.what}.`,
  'runtime.resumed': (t) => `${t.who} resumed reading the runtime ${t.what}.`,
  'runtime.missing': (t) => `${t.who} no longer finds the runtime ${t.what}.`,
  'runtime.settings_changed': (t) =>
    `${t.who} found other settings in force at the runtime ${t.what}${kinds(t.detail('changed'))}.`,
  'organization.created': (t) => `${t.who} created the organisation ${t.what}.`,
  'organization.renamed': (t) => `${t.who} renamed the organisation to ${t.what}.`,
  'member.invited': (t) => `${t.who} invited ${t.what}.`,
  'member.joined': (t) => `${t.what} joined the organisation.`,
  'member.role_changed': (t) => `${t.who} changed the role of ${t.what}${to(t.detail('role'))}.`,
  'member.suspended': (t) => `${t.who} suspended ${t.what}.`,
  'member.resumed': (t) => `${t.who} let ${t.what} back in.`,
  'member.removed': (t) => `${t.who} removed ${t.what} from the organisation.`,
  'invite.revoked': (t) => `${t.who} revoked the invitation of ${t.what}.`,
  'service_token.created': (t) => `${t.who} made the service token ${t.what}.`,
  'service_token.revoked': (t) => `${t.who} revoked the service token ${t.what}.`,
  'session.created': (t) => `${t.who} signed in.`,
  'access_token.created': (t) => `${t.who} made a short-lived access token.`,
  'user.updated': (t) => `${t.who} changed their account.`,
  'user.password_changed': (t) => `${t.who} changed their password.`,
  'user.verification_requested': (t) => `${t.who} asked to confirm an e-mail address.`,
  'user.verified': (t) => `${t.who} confirmed an e-mail address.`,
  'user.sign_up_repeated': (t) => `${t.who} signed up with an address that has an account already.`,
  'session.revoked': (t) => `${t.who} ended a login session.`,
  'login.failed': (t) => `Somebody tried to sign in as ${t.what} and failed.`,
  'request.refused': (t) => `${t.who} asked for ${t.what} and was refused${because(t.code)}.`,
  'master_key.rotated': () => `ClawButler sealed the secrets with a new master key.`,
  'audit.verified': (t) => `${t.who} verified the log.`,
  'audit.exported': (t) => `${t.who} exported the log.`,
};

/** The event types that have a sentence of their own. */
export const toldTypes: readonly string[] = Object.keys(sentences);

/** What happened, in one plain sentence without control or direction characters. */
export function sentenceOf(row: EventRow): string {
  const told: Told = {
    who: whoOf(row),
    what: whatOf(row),
    detail: (key) => detailOf(row.payload?.after, key),
    code: row.code,
  };
  const sentence = Object.hasOwn(sentences, row.type) ? sentences[row.type]! : undefined;
  const refused = row.outcome === 'REFUSED' && row.type !== 'request.refused' && row.type !== 'login.failed';
  const text = refused ? refusalOf(row, told) : (sentence?.(told) ?? plainly(row.type, told));
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** `bridge.crossed` becomes "Ada: bridge crossed "build-1"." */
function plainly(type: string, told: Told): string {
  return `${told.who}: ${visible(type).replace(/[._]/g, ' ')} ${told.what}.`;
}

function refusalOf(row: EventRow, told: Told): string {
  return `${told.who} was refused${because(row.code)}: ${visible(row.type).replace(/[._]/g, ' ')} ${told.what}.`;
}

function whoOf(row: EventRow): string {
  const label = visible(row.actor_label);
  if (row.actor_kind === 'SYSTEM') return 'ClawButler';
  if (row.actor_kind === 'ANONYMOUS') return 'somebody not signed in';
  if (row.actor_kind === 'SERVICE_TOKEN') return `the service token “${label}”`;
  if (row.actor_kind === 'HOST') return `the machine “${label}”`;
  if (row.actor_kind === 'POLICY') return `the policy “${label}”`;
  if (row.actor_kind === 'CONNECTOR') return `the gateway “${label}”`;
  return label;
}

function whatOf(row: EventRow): string {
  const name = row.subject_label ?? row.subject_id;
  if (name) return `“${visible(name)}”`;
  return row.subject_type ? `one ${visible(row.subject_type).replace(/_/g, ' ')}` : 'something';
}

function detailOf(after: unknown, key: string): string | null {
  if (after === null || typeof after !== 'object' || !Object.hasOwn(after, key)) return null;
  const value = (after as Record<string, unknown>)[key];
  return typeof value === 'string' && value !== '' ? visible(value) : null;
}

function decided(decision: string | null): string {
  if (decision === 'ALLOW_ONCE') return 'allowed once';
  if (decision === 'ALLOW_ALWAYS') return 'allowed for always';
  return decision === 'DENY' ? 'denied' : 'decided';
}

function outcome(said: string | null): string {
  const words: Record<string, string> = { RAN: 'it ran', REFUSED: 'it did not run' };
  return words[said ?? ''] ?? 'whether it ran is not known';
}

function because(code: string | null): string {
  return code === null ? '' : ` (${visible(code)})`;
}

/** Which kinds of settings, where that is told. */
function kinds(changed: string | null): string {
  return changed === null ? '' : `: ${changed}`;
}

function policy(name: string | null): string {
  const words: Record<string, string> = {
    METADATA: ' to metadata only',
    REDACTED: ' to content without secrets',
    FULL: ' to full content',
  };
  return words[name ?? ''] ?? '';
}

function to(role: string | null): string {
  return role === null ? '' : ` to ${role.toLowerCase()}`;
}

/** Names come from outside: invisible and direction-changing characters are shown as escapes, long ones are cut. */
function visible(text: string): string {
  const cut =
    text.length > longestLabel ? `${text.slice(0, longestLabel).replace(/\p{Surrogate}$/u, '')}…` : text;
  return cut.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}]/gu, (c) => `\\u{${c.codePointAt(0)!.toString(16)}}`);
}
