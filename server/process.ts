import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { AppModule } from './app.module.js';
import { ConnectorWorker } from './connectors/connector-worker.service.js';
import { SetupService } from './organizations/setup.service.js';
import type { Config } from './platform/config/config.js';
import { openPool } from './platform/database/pool.js';
import { Sealer } from './platform/events/sealer.service.js';
import { BootCheck } from './platform/graphql/boot-check.js';
import { SocketGateway } from './platform/graphql/socket-gateway.js';
import { drainable } from './platform/http/drain.js';
import { createHttpApp } from './platform/http/http-app.js';
import { openQueueBackend } from './platform/jobs/queue-backend.js';
import { QueueRepair } from './platform/jobs/queue-repair.service.js';
import { Relay } from './platform/jobs/relay.service.js';
import { ScheduleProcessor } from './platform/jobs/schedule.processor.js';
import { Doorbell } from './platform/live/doorbell.js';
import type { Clock } from './platform/clock.js';
import { Log } from './platform/telemetry/log.js';

export interface Running {
  app: INestApplicationContext;
  /** Where it listens; null for a worker. */
  url: string | null;
  /** One-time link for the first owner; null once used, or on a worker. */
  setupLink: string | null;
  stop(): Promise<void>;
}

/** Starts one process of the product in the role its configuration names, and returns how to stop it. */
export async function run(config: Config, options: { log?: Log; clock?: Clock } = {}): Promise<Running> {
  const log = options.log ?? new Log(config.logLevel);
  const pool = await openPool(config);
  const queue = openQueueBackend(config);
  const module = AppModule.with({ config, pool, queue, log, clock: options.clock });
  const serves = config.role !== 'worker';
  const app = serves
    ? await createHttpApp(module, config)
    : await NestFactory.createApplicationContext(module, { logger: false, abortOnError: false });
  const drain = serves ? drainable(app as NestFastifyApplication) : () => Promise.resolve();
  await app.get(Doorbell).start();
  await app.init();
  app.get(BootCheck).accessTable();
  if (config.role !== 'api') await startWorker(app);
  const url = serves ? await listen(app as NestFastifyApplication, config) : null;
  const setupLink = serves ? await app.get(SetupService).link() : null;
  log.info('started', { role: config.role, url });
  return { app, url, setupLink, stop: () => stop(app, drain, queue, log) };
}

async function startWorker(app: INestApplicationContext): Promise<void> {
  app.get(Sealer).start();
  app.get(Relay, { strict: false }).start();
  await app.get(ScheduleProcessor, { strict: false }).start();
  app.get(QueueRepair, { strict: false }).start();
  app.get(ConnectorWorker, { strict: false }).start();
}

async function listen(app: NestFastifyApplication, config: Config): Promise<string> {
  app.get(SocketGateway).attach(app.getHttpServer());
  await app.listen(config.port, config.host);
  return config.publicUrl;
}

/** Stops taking work, finishes what runs, then lets go of connections. */
async function stop(
  app: INestApplicationContext,
  drain: () => Promise<void>,
  queue: { close(): Promise<void> },
  log: Log,
): Promise<void> {
  app.get(SocketGateway).close();
  // Before Nest ends its providers: what is in flight still needs the database.
  await drain();
  await app.get(ConnectorWorker, { strict: false }).stop();
  await app.close();
  await app.get(Doorbell).stop();
  await queue.close();
  log.info('stopped');
}
