import { createHash } from 'node:crypto';
import type { Decided } from './approver.js';
import type { DeskApproval } from './approval-desk.js';
import type { Entry } from './history.js';
import type { Received } from './follower.js';

/** An approval as the product tells it when the storm is over. */
export interface Stored {
  id: string;
  externalId: string;
  action: string;
  state: string;
  decision: string | null;
  decidedBy: { id: string } | null;
  delivery: string;
  digest: string;
  canonicalAction: string;
}

export interface Acknowledged extends Decided {
  userId: string;
}

/** (1) Every decision that was acknowledged exists, once, as it was acknowledged. */
export function lostDecisions(acknowledged: readonly Acknowledged[], stored: readonly Stored[]): string[] {
  const found = new Map(stored.map((row) => [row.id, row]));
  const winners = new Map<string, string>();
  const wrong: string[] = [];
  for (const { key, input, answer, userId } of acknowledged) {
    const row = found.get(input.id);
    if (!row) wrong.push(`${input.id}: decided, and no longer there`);
    else if (answer === 'Approval') {
      if (winners.has(row.id)) wrong.push(`${row.id}: counted for ${winners.get(row.id)} and for ${key}`);
      winners.set(row.id, key);
      const { state, decision, decidedBy, digest } = row;
      const now = { state, decision, decidedBy: decidedBy?.id, digest };
      const said = {
        state: input.decision === 'DENY' ? 'REJECTED' : 'APPROVED',
        ...{ decision: input.decision, decidedBy: userId, digest: input.digest },
      };
      if (JSON.stringify(now) !== JSON.stringify(said))
        wrong.push(`${row.id}: acknowledged ${JSON.stringify(said)}, stored ${JSON.stringify(now)}`);
    } else if (answer !== 'ApprovalAlreadyDecided') wrong.push(`${row.id}: answered ${answer}`);
  }
  return wrong;
}

const wire: Record<string, string> = { ALLOW_ONCE: 'allow-once', DENY: 'deny' };

/** (2) At the gateway each approval was decided at most one way: the way it was decided here, for the action shown here. */
export function wrongEffects(ledger: ReadonlyMap<string, DeskApproval>, stored: readonly Stored[]): string[] {
  const rows = new Map(stored.map((row) => [row.externalId, row]));
  const wrong = [...ledger.values()].flatMap((asked) => {
    const row = rows.get(asked.id);
    return row
      ? [...wrongDeliveries(asked, row), ...wrongBindings(asked, row)]
      : [`${asked.id}: asked, and unknown here`];
  });
  return rows.size === stored.length ? wrong : [...wrong, 'an approval of the gateway is stored twice'];
}

function wrongDeliveries(asked: DeskApproval, row: Stored): string[] {
  const decided = row.decision === null ? [] : [wire[row.decision]];
  const others = asked.received.filter((decision) => !decided.includes(decision));
  if (others.length > 0)
    return [`${asked.id}: decided ${row.decision}, yet the gateway got ${others.join(', ')}`];
  return row.delivery === 'DELIVERED' && asked.received.length === 0
    ? [`${asked.id}: said to be delivered, and never was`]
    : [];
}

function wrongBindings(asked: DeskApproval, row: Stored): string[] {
  const digest = createHash('sha256').update(row.canonicalAction).digest('hex');
  const { action } = JSON.parse(row.canonicalAction) as { action: string };
  const same = digest === row.digest && action === asked.command && row.action === asked.command;
  return same ? [] : [`${asked.id}: the decision is bound to another action than the gateway holds`];
}

/** (3) A subscriber got exactly the log's own events about approvals, in order: none missing, none twice. */
export function gaps(name: string, received: readonly Received[], log: readonly Received[]): string[] {
  const length = Math.max(received.length, log.length);
  for (let i = 0; i < length; i++) {
    const [got, due] = [received[i], log[i]];
    if (got?.seq === due?.seq && got?.type === due?.type) continue;
    return [`${name}: delivery ${i + 1} is ${JSON.stringify(got)}, due was ${JSON.stringify(due)}`];
  }
  return [];
}

export interface Undone {
  unsealed: number;
  unrelayed: number;
  unreacted: number;
  undelivered: number;
}

/** (4) Nothing waits that was decided, and nothing lies in an outbox. */
export function leftovers(
  ledger: ReadonlyMap<string, DeskApproval>,
  stored: readonly Stored[],
  undone: Undone,
): string[] {
  const open = stored.filter((row) => row.state === 'PENDING' || row.delivery !== 'DELIVERED');
  const waiting = [...ledger.values()].filter(({ decision }) => decision === null);
  return [
    ...open.map((row) => `${row.id}: ${row.state}, delivery ${row.delivery}`),
    ...waiting.map(({ id }) => `${id}: still waits at the gateway`),
    ...Object.entries(undone).flatMap(([what, count]) => (count > 0 ? [`${count} ${what}`] : [])),
  ];
}

/** (6) Whoever got no answer got one by asking again under the same key; and nobody was told what may not be said. */
export function unresolved(entries: readonly Entry[]): string[] {
  const ended = new Set(entries.filter(({ phase }) => phase === 'ok').map(({ key }) => key));
  const decisions = entries.filter(({ op }) => op === 'decide');
  return [
    ...decisions
      .filter(({ phase, key }) => phase === 'invoke' && !ended.has(key))
      .map(({ key, proc }) => `${proc}: ${key} never came to an end`),
    ...decisions
      .filter(({ phase, why }) => phase === 'fail' || why === 'hung')
      .map(({ key, proc, why }) => `${proc}: ${key} was answered ${String(why)}`),
  ];
}
