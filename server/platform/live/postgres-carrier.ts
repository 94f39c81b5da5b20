import pg from 'pg';
import type { BellCarrier } from './doorbell.js';

const channel = 'clawbutler_bell';
const retryMs = 500;

/** Carries rings through PostgreSQL's LISTEN/NOTIFY on one connection of its own, re-made when it breaks. */
export class PostgresCarrier implements BellCarrier {
  private client: pg.Client | null = null;
  private stopped = false;
  private onMessage: (message: string) => void = () => undefined;
  private timer: NodeJS.Timeout | null = null;

  constructor(private readonly url: string) {}

  async start(onMessage: (message: string) => void): Promise<void> {
    this.onMessage = onMessage;
    await this.connect();
  }

  async send(message: string): Promise<void> {
    await this.client?.query('select pg_notify($1, $2)', [channel, message]);
  }

  async ping(): Promise<void> {
    if (!this.client) throw new Error('The listening connection is down.');
    await this.client.query('select 1');
  }

  async stop(): Promise<void> {
    this.stopped = true;
    if (this.timer) clearTimeout(this.timer);
    await this.client?.end().catch(() => undefined);
    this.client = null;
  }

  private async connect(): Promise<void> {
    const client = new pg.Client({ connectionString: this.url, application_name: 'clawbutler-bell' });
    client.on('error', () => undefined);
    client.on('end', () => this.lost(client));
    client.on('notification', (n) => this.onMessage(n.payload ?? ''));
    await client.connect();
    await client.query(`listen ${channel}`);
    this.client = client;
  }

  private lost(client: pg.Client): void {
    if (this.client !== client && this.client !== null) return;
    this.client = null;
    if (this.stopped || this.timer) return;
    this.timer = setTimeout(() => {
      this.timer = null;
      this.connect().catch(() => this.lost(client));
    }, retryMs);
  }
}
