import { eventually } from '../server/testing/eventually.js';
import type { Subscription } from '../server/testing/graphql-socket.js';
import type { AskingGateway } from './asking-gateway.js';
import { BareOperator } from './bare-operator.js';
import type { Crowd } from './crowd.js';
import type { Decider, Held } from './decider.js';
import { atRate } from './figures.js';

export const inboxSubscription = `subscription { approvalChanged { ... on ApprovalChange { type
  approval { id externalId digest action risk state askedAt expiresAt connector { name } } } } }`;

/** A text of the feed that tells of a new request, known by the gateway's id. */
export const askedPattern = '"type":"approval\\.asked".*?"externalId":"([^"]+)"';

interface Change {
  approvalChanged: { type?: string; approval?: Held };
}

/** Decides every request as soon as a subscription shows it, until the subscription is stopped. */
export async function decideAll(feed: Subscription<Change>, decider: Decider): Promise<void> {
  void feed.socket.closed.then(({ code, reason }) => {
    if (code !== 1000) console.error(`The decider's own socket closed with ${code} ${reason}.`);
  });
  try {
    for await (const { approvalChanged } of feed)
      if (approvalChanged.type === 'approval.asked')
        decider.allow(approvalChanged.approval!).catch((error: unknown) => console.error(String(error)));
  } catch (error) {
    if ((error as { code?: number }).code !== 1000)
      console.error('The decider lost its subscription.', error);
  }
}

export interface Latencies {
  /** Raised on the gateway → received, for every subscriber. */
  inbox: number[];
  /** The decision sent by its client → `approval.resolve` received by the gateway. */
  decision: number[];
  /** A plain question to the same gateway and its answer. */
  bare: number[];
}

/** One round: first the bare exchange, then the governed one, at the same rate for the same time. */
export async function measureRound(
  { gateway, crowd, decider }: { gateway: AskingGateway; crowd: Crowd; decider: Decider },
  { rate, seconds, size }: { rate: number; seconds: number; size: number },
): Promise<Latencies> {
  const operator = await BareOperator.connect(gateway.url);
  const id = gateway.raise();
  const asked: Promise<number>[] = [];
  await atRate(rate, seconds, () => void asked.push(operator.ask('approval.get', { id })));
  const bare = await Promise.all(asked);
  operator.close();

  const raised: string[] = [id];
  await atRate(rate, seconds, () => void raised.push(gateway.raise()));
  const resolved = () => raised.every((one) => gateway.resolvedAtMs.has(one));
  await eventually(() => Promise.resolve(resolved()), 'all decisions to arrive', 60_000);
  const seen = await allSeen(crowd, raised, size);
  raised.shift();
  return {
    bare,
    inbox: raised.flatMap((one) => seen.get(one)!.map((at) => at - gateway.raisedAtMs.get(one)!)),
    decision: raised.map((one) => gateway.resolvedAtMs.get(one)! - decider.sentAtMs.get(one)!),
  };
}

/** Raises requests until one was seen by all and decided: a subscription begins a moment after it was asked for. */
export async function warmUp(gateway: AskingGateway, crowd: Crowd, size: number): Promise<void> {
  const seen = new Map<string, number>();
  await eventually(
    async () => {
      gateway.raise();
      for (const [id, times] of await crowd.received()) seen.set(id, (seen.get(id) ?? 0) + times.length);
      return [...seen].some(([id, count]) => count === size && gateway.resolvedAtMs.has(id));
    },
    'everybody to follow the inbox',
    60_000,
  );
}

async function allSeen(crowd: Crowd, ids: string[], size: number): Promise<Map<string, number[]>> {
  const seen = new Map<string, number[]>();
  return eventually(
    async () => {
      for (const [id, times] of await crowd.received()) seen.set(id, [...(seen.get(id) ?? []), ...times]);
      return ids.every((id) => seen.get(id)?.length === size) && seen;
    },
    `each of ${size} subscribers to see every request`,
    60_000,
  );
}
