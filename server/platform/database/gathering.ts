import { isOutage } from './postgres-errors.js';

interface Asked<K, V> {
  key: K;
  resolve: (value: V) => void;
  reject: (error: unknown) => void;
}

/**
 * Does together what is asked for while the last of its kind is under way, one organisation at a time: the busier it
 * is, the more one transaction does, and what comes alone waits for nothing. What is asked for is begun after it was
 * asked for, so a read sees everything committed before. When several fail together although the database is well,
 * each is tried alone, so that one that cannot be done fails none of the others.
 */
export class Gathering<K, V> {
  private readonly waiting = new Map<string, Asked<K, V>[]>();

  /** @param all does a batch of one organisation; answers come in the order of the keys. */
  constructor(
    private readonly all: (organizationId: string, keys: readonly K[]) => Promise<readonly V[]>,
    private readonly most = 100,
  ) {}

  ask(organizationId: string, key: K): Promise<V> {
    return new Promise((resolve, reject) => {
      const asked = { key, resolve, reject };
      const others = this.waiting.get(organizationId);
      if (others) {
        others.push(asked);
        return;
      }
      const mine = [asked];
      this.waiting.set(organizationId, mine);
      // What the same turn asks for comes along.
      queueMicrotask(() => void this.drain(organizationId, mine));
    });
  }

  private async drain(organizationId: string, waiting: Asked<K, V>[]): Promise<void> {
    while (waiting.length > 0) await this.answer(organizationId, waiting.splice(0, this.most));
    this.waiting.delete(organizationId);
  }

  private async answer(organizationId: string, batch: readonly Asked<K, V>[]): Promise<void> {
    try {
      const values = await this.all(
        organizationId,
        batch.map(({ key }) => key),
      );
      batch.forEach(({ resolve }, i) => resolve(values[i]!));
    } catch (error) {
      if (batch.length === 1 || isOutage(error)) batch.forEach(({ reject }) => reject(error));
      else for (const one of batch) await this.answer(organizationId, [one]);
    }
  }
}
