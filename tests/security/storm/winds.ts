import type { Seeded } from '../seeded.js';

export type Victim = 'api' | 'worker' | 'backend' | 'postmaster' | 'valkey';

/** How often each is killed, in relation. */
const weights: Record<Victim, number> = { api: 60, worker: 40, backend: 40, postmaster: 20, valkey: 30 };
const overlapping = 0.2;

/** Whom to kill in each round: everybody gets their share, in an order the seed chooses; a fifth of the rounds kills two. */
export function plan(random: Seeded, rounds: number, withValkey: boolean): Victim[][] {
  const victims = (Object.keys(weights) as Victim[]).filter((one) => withValkey || one !== 'valkey');
  const total = victims.reduce((sum, one) => sum + weights[one], 0);
  const shares = victims.flatMap((one) =>
    Array<Victim>(Math.max(1, Math.round((weights[one] / total) * rounds))).fill(one),
  );
  while (shares.length < rounds) shares.push('api');
  const order = shuffled(random, shares).slice(0, rounds);
  const pairs = new Set(shuffled(random, [...order.keys()]).slice(0, Math.round(rounds * overlapping)));
  return order.map((first, round) =>
    pairs.has(round) ? [first, random.pick(victims.filter((one) => one !== first))] : [first],
  );
}

function shuffled<T>(random: Seeded, items: readonly T[]): T[] {
  const rest = [...items];
  const taken: T[] = [];
  while (rest.length > 0) taken.push(...rest.splice(random.below(rest.length), 1));
  return taken;
}
