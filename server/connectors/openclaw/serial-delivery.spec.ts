import type { GatewayEvent } from './frames.js';
import { SerialDelivery } from './serial-delivery.js';

/** Where things are handed over, one at a time: each waits until the test lets it go on. */
class SlowTarget {
  readonly told: string[] = [];
  readonly failures: unknown[] = [];
  private release: (() => void) | null = null;

  resync = () => this.take('resync');
  events = (events: readonly GatewayEvent[]) => this.take(events.map(({ seq }) => seq).join(' '));
  failed = (error: unknown) => void this.failures.push(error);

  /** Lets what runs come to its end, and all that follows from it begin. */
  async goOn(): Promise<void> {
    this.release?.();
    await new Promise((resolve) => setImmediate(resolve));
  }

  private async take(what: string): Promise<void> {
    this.told.push(what);
    await new Promise<void>((resolve) => (this.release = resolve));
  }
}

const event = (seq: number): GatewayEvent => ({
  type: 'event',
  event: 'presence',
  payload: {},
  seq,
  raw: {},
});

describe('serial delivery', () => {
  let target: SlowTarget;
  let delivery: SerialDelivery;
  beforeEach(() => {
    target = new SlowTarget();
    delivery = new SerialDelivery(target);
  });

  it('hands a lone event over at once', () => {
    delivery.event(event(1));
    expect(target.told).toEqual(['1']);
  });

  it('hands over together what waits meanwhile, in order', async () => {
    for (const seq of [1, 2, 3, 4]) delivery.event(event(seq));
    expect(target.told).toEqual(['1']);
    await target.goOn();
    expect(target.told).toEqual(['1', '2 3 4']);
    delivery.event(event(5));
    await target.goOn();
    expect(target.told).toEqual(['1', '2 3 4', '5']);
  });

  it('hands over at most 200 together', async () => {
    for (let seq = 1; seq <= 402; seq++) delivery.event(event(seq));
    for (let i = 0; i < 4; i++) await target.goOn();
    expect(target.told.map((told) => told.split(' ').length)).toEqual([1, 200, 200, 1]);
    expect(target.told.join(' ')).toBe(Array.from({ length: 402 }, (_, i) => i + 1).join(' '));
  });

  it('keeps a resync between the events before and after it', async () => {
    for (const seq of [1, 2, 3]) delivery.event(event(seq));
    delivery.resync();
    delivery.resync();
    for (const seq of [4, 5]) delivery.event(event(seq));
    for (let i = 0; i < 4; i++) await target.goOn();
    expect(target.told).toEqual(['1', '2 3', 'resync', '4 5']);
  });

  it('starts nothing more once it is stopped', async () => {
    for (const seq of [1, 2, 3]) delivery.event(event(seq));
    delivery.stop();
    await target.goOn();
    delivery.event(event(4));
    expect(target.told).toEqual(['1']);
  });

  it('starts nothing more after a failure, and tells it once', async () => {
    const error = new Error('the database is gone');
    delivery = new SerialDelivery({ ...target, events: () => Promise.reject(error), failed: target.failed });
    delivery.event(event(1));
    delivery.event(event(2));
    delivery.resync();
    await target.goOn();
    expect(target.failures).toEqual([error]);
    expect(target.told).toEqual([]);
  });

  it('drops thousands that wait in favour of one resync', async () => {
    for (let seq = 0; seq <= 10_001; seq++) delivery.event(event(seq));
    await target.goOn();
    await target.goOn();
    expect(target.told).toEqual(['0', 'resync', '10001']);
  });
});
