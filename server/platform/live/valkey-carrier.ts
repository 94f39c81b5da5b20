import { Redis } from 'ioredis';
import type { BellCarrier } from './doorbell.js';

const channel = 'clawbutler:bell';

/** Carries rings through Valkey's publish/subscribe; what several replicas want. */
export class ValkeyCarrier implements BellCarrier {
  private readonly publisher: Redis;
  private readonly subscriber: Redis;

  constructor(url: string) {
    const options = { lazyConnect: true, maxRetriesPerRequest: null, enableOfflineQueue: true };
    this.publisher = new Redis(url, options);
    this.subscriber = new Redis(url, options);
    this.publisher.on('error', () => undefined);
    this.subscriber.on('error', () => undefined);
  }

  async start(onMessage: (message: string) => void): Promise<void> {
    await Promise.all([this.publisher.connect(), this.subscriber.connect()]);
    await this.refuseEviction();
    this.subscriber.on('message', (_channel, message) => onMessage(message));
    await this.subscriber.subscribe(channel);
  }

  async send(message: string): Promise<void> {
    if (this.publisher.status === 'ready') await this.publisher.publish(channel, message);
  }

  async ping(): Promise<void> {
    if (this.publisher.status !== 'ready') throw new Error(`The connection is ${this.publisher.status}.`);
    await this.publisher.ping();
  }

  async stop(): Promise<void> {
    this.subscriber.disconnect();
    this.publisher.disconnect();
  }

  /** A store that evicts keys would silently drop queued jobs. */
  private async refuseEviction(): Promise<void> {
    const info = await this.publisher.info('memory');
    const policy = /maxmemory_policy:(\S+)/.exec(info)?.[1];
    if (policy !== 'noeviction') {
      throw new Error(
        `Valkey evicts keys (maxmemory-policy ${policy ?? 'unknown'}). Set maxmemory-policy noeviction.`,
      );
    }
  }
}
