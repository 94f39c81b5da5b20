import { BullModule } from '@nestjs/bullmq';
import {
  createPostgresBackend,
  FlowProducer,
  Queue,
  Worker,
  type QueueOptions,
  type WorkerOptions,
} from 'bullmq';
import { Redis } from 'ioredis';
import pg from 'pg';
import type { Config } from '../config/config.js';

export interface QueueBackend {
  /** What BullMQ calls a connection: a shared pool, or an ioredis client. */
  connection: unknown;
  kind: 'postgresql' | 'valkey';
  /** Calls when the store was connected to again: it may have come back without what it held. */
  onReturn(listener: () => void): void;
  ping(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Chooses where jobs wait: Valkey when configured, PostgreSQL otherwise. Must run before the modules' decorators
 * take effect, because `@nestjs/bullmq` picks its classes from static setters.
 */
export function openQueueBackend(config: Config): QueueBackend {
  return config.valkeyUrl === null ? postgresBackend(config) : valkeyBackend(config.valkeyUrl);
}

function postgresBackend(config: Config): QueueBackend {
  const pool = new pg.Pool({
    connectionString: config.databaseUrl,
    max: 4,
    application_name: 'clawbutler-queue',
    options: '-c role=clawbutler_app -c search_path=bullmq,public',
  });
  // An idle connection may die with a restarting server; the pool replaces it.
  pool.on('error', () => undefined);
  BullModule.queueClass = PostgresQueue;
  BullModule.workerClass = PostgresWorker as never;
  BullModule.flowProducerClass = PostgresFlowProducer as never;
  return {
    connection: pool,
    kind: 'postgresql',
    // Jobs are rows like any other: what was committed is there.
    onReturn: () => undefined,
    ping: async () => void (await pool.query('select 1')),
    close: () => pool.end(),
  };
}

function valkeyBackend(url: string): QueueBackend {
  const client = new Redis(url, { maxRetriesPerRequest: null });
  client.on('error', () => undefined);
  BullModule.queueClass = Queue;
  BullModule.workerClass = Worker as never;
  BullModule.flowProducerClass = FlowProducer as never;
  return {
    connection: client,
    kind: 'valkey',
    onReturn: (listener) => void client.on('ready', listener),
    ping: async () => {
      if (client.status !== 'ready') throw new Error(`The connection is ${client.status}.`);
      await client.ping();
    },
    close: () => Promise.resolve(client.disconnect()),
  };
}

class PostgresQueue extends Queue {
  constructor(name: string, options: QueueOptions) {
    super(name, options, createPostgresBackend as never);
  }
}

class PostgresWorker extends Worker {
  constructor(name: string, processor: never, options: WorkerOptions) {
    super(name, processor, options, createPostgresBackend as never);
  }
}

class PostgresFlowProducer extends FlowProducer {
  constructor(options: never) {
    super(options, createPostgresBackend as never);
  }
}
