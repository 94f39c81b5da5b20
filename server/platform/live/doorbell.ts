import { EventEmitter } from 'node:events';
import { randomUUID } from 'node:crypto';

/**
 * `recorded`: an organisation has rows to seal. `sealed`: its log grew. `commands`: a gateway has work waiting.
 * `credentials`: somebody's rights changed. `connectors`: connectors were added, changed or removed.
 * `hosts`: what a host has to do changed.
 */
export type Bell = 'recorded' | 'sealed' | 'commands' | 'credentials' | 'connectors' | 'hosts';

/** How a ring reaches the other processes. */
export interface BellCarrier {
  start(onMessage: (message: string) => void): Promise<void>;
  send(message: string): Promise<void>;
  ping(): Promise<void>;
  stop(): Promise<void>;
}

const coalesceMs = 3;

/**
 * Tells every process that something is worth looking at. Never carries data: losing every ring loses nothing,
 * because each listener also looks by itself from time to time. Rings within a few milliseconds travel together.
 */
export class Doorbell {
  private readonly bells = new EventEmitter().setMaxListeners(0);
  private readonly self = randomUUID().slice(0, 8);
  private waiting = new Set<string>();
  private timer: NodeJS.Timeout | null = null;

  constructor(readonly carrier: BellCarrier) {}

  async start(): Promise<void> {
    await this.carrier.start((message) => this.hear(message));
  }

  /** Rings here at once and elsewhere in a moment. `key` is an organisation, connector or host id. */
  ring(bell: Bell, key: string): void {
    this.bells.emit(bell, key);
    this.waiting.add(`${bell}:${key}`);
    this.timer ??= setTimeout(() => this.flush(), coalesceMs);
  }

  /** @returns a function that stops listening. */
  on(bell: Bell, listener: (key: string) => void): () => void {
    this.bells.on(bell, listener);
    return () => this.bells.off(bell, listener);
  }

  async stop(): Promise<void> {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    await this.carrier.stop();
  }

  private flush(): void {
    this.timer = null;
    const rings = [...this.waiting];
    this.waiting = new Set();
    for (let i = 0; i < rings.length; i += 100) {
      const message = `${this.self} ${rings.slice(i, i + 100).join(' ')}`;
      this.carrier.send(message).catch(() => undefined);
    }
  }

  private hear(message: string): void {
    const [from, ...rings] = message.split(' ');
    if (from === this.self) return;
    for (const ring of rings) {
      const at = ring.indexOf(':');
      if (at > 0) this.bells.emit(ring.slice(0, at), ring.slice(at + 1));
    }
  }
}
