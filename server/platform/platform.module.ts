import { BullModule } from '@nestjs/bullmq';
import { Module, type DynamicModule, type Provider } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, DiscoveryModule } from '@nestjs/core';
import { JwtModule } from '@nestjs/jwt';
import type { Pool } from 'pg';
import { AccessTokens, jwtSecret } from './auth/access-tokens.service.js';
import { HostCredentials } from './auth/host-credentials.service.js';
import { Identity } from './auth/identity.service.js';
import { RateLimits } from './auth/rate-limits.service.js';
import { Clock } from './clock.js';
import type { Config } from './config/config.js';
import { CONFIG } from './config/config.token.js';
import { loadMasterKeys } from './crypto/master-key-store.js';
import { SecretBox } from './crypto/secret-box.js';
import { loadSigningKey, type SigningKey } from './crypto/signing-key.js';
import { Database } from './database/database.service.js';
import { IdempotencyStore } from './database/idempotency.js';
import { POOL } from './database/pool.token.js';
import { Checkpoints } from './events/checkpoints.service.js';
import { EventLog } from './events/event-log.service.js';
import { Sealer } from './events/sealer.service.js';
import { SIGNING_KEY } from './events/signing-key.token.js';
import { BootCheck } from './graphql/boot-check.js';
import { CanGuard } from './graphql/can.guard.js';
import { graphqlModule } from './graphql/graphql.module.js';
import { Origins } from './graphql/origins.js';
import { RefusalFilter } from './graphql/refusal.filter.js';
import { SharedAnswers } from './graphql/shared-answers.js';
import { SharedSubscriptions } from './graphql/shared-subscriptions.js';
import { SocketGateway } from './graphql/socket-gateway.js';
import { SocketRoster } from './graphql/socket-roster.js';
import { SubscriptionDocuments } from './graphql/subscription-documents.js';
import type { QueueBackend } from './jobs/queue-backend.js';
import { reactionQueue, scheduleQueue } from './jobs/queue-names.js';
import { QUEUE_BACKEND } from './jobs/queue-backend.token.js';
import { QueueRepair } from './jobs/queue-repair.service.js';
import { ReactionRegistry } from './jobs/reaction-registry.js';
import { ReactionProcessor } from './jobs/reaction.processor.js';
import { Relay } from './jobs/relay.service.js';
import { ScheduleProcessor } from './jobs/schedule.processor.js';
import { Doorbell } from './live/doorbell.js';
import { Live } from './live/live.service.js';
import { PostgresCarrier } from './live/postgres-carrier.js';
import { ValkeyCarrier } from './live/valkey-carrier.js';
import { Mailer } from './mail/mailer.service.js';
import { Log } from './telemetry/log.js';
import { Metrics } from './telemetry/metrics.js';

/** Key name in signed notes. The organisation's id makes an origin unique, so it needs no host in it. */
const keyName = 'clawbutler';

/** What was opened before the modules: connections whose failure must be told before anything starts. */
export interface Opened {
  config: Config;
  pool: Pool;
  queue: QueueBackend;
  log: Log;
  clock?: Clock;
}

/** What needs nothing but what Nest hands it. */
const services: Provider[] = [
  ...[
    Database,
    IdempotencyStore,
    AccessTokens,
    HostCredentials,
    Identity,
    RateLimits,
    EventLog,
    Sealer,
    Checkpoints,
    Live,
  ],
  ...[SocketGateway, SocketRoster, SharedSubscriptions, SubscriptionDocuments, SharedAnswers, BootCheck],
  ...[ReactionRegistry, Relay, Mailer],
];

/** Plumbing that knows no domain. One instance per process, visible to every room. */
@Module({})
export class PlatformModule {
  static with(opened: Opened): DynamicModule {
    const { config, pool, queue, log } = opened;
    const works = config.role !== 'api';
    const keys = loadMasterKeys({ env: masterKeyEnv(config), dataDir: config.dataDir });
    const secret = Buffer.from(keys.current.derive('jwt')).toString('base64');
    const providers: Provider[] = [
      { provide: CONFIG, useValue: config },
      { provide: POOL, useValue: pool },
      { provide: QUEUE_BACKEND, useValue: queue },
      { provide: Log, useValue: log },
      { provide: Clock, useValue: opened.clock ?? new Clock() },
      { provide: Metrics, useFactory: () => new Metrics(config.environment !== 'test') },
      { provide: SecretBox, useFactory: () => new SecretBox(keys) },
      { provide: SIGNING_KEY, useFactory: (): SigningKey => loadSigningKey(config.dataDir, keyName) },
      { provide: Doorbell, useFactory: () => new Doorbell(carrier(config)) },
      { provide: Origins, useFactory: () => new Origins(config) },
      { provide: jwtSecret, useValue: secret },
      ...services,
      ...(works ? [ReactionProcessor, ScheduleProcessor, QueueRepair] : []),
      { provide: APP_GUARD, useClass: CanGuard },
      { provide: APP_FILTER, useClass: RefusalFilter },
    ];
    return {
      module: PlatformModule,
      global: true,
      imports: [
        DiscoveryModule,
        JwtModule.register({ secret }),
        BullModule.forRoot({ connection: queue.connection as never }),
        BullModule.registerQueue({ name: reactionQueue }, { name: scheduleQueue }),
        graphqlModule(config),
      ],
      providers,
      exports: [
        ...[CONFIG, Log, Clock, Metrics, SecretBox, SIGNING_KEY, Doorbell, QUEUE_BACKEND, Database, Identity],
        ...[AccessTokens, RateLimits, EventLog, Sealer, Checkpoints, Live, SocketGateway, BootCheck, Mailer],
      ],
    };
  }
}

function carrier(config: Config) {
  return config.valkeyUrl === null
    ? new PostgresCarrier(config.databaseUrl)
    : new ValkeyCarrier(config.valkeyUrl);
}

function masterKeyEnv(config: Config): Record<string, string | undefined> {
  return {
    CLAWBUTLER_MASTER_KEY: config.masterKey ?? undefined,
    CLAWBUTLER_MASTER_KEY_PREVIOUS: config.masterKeyPrevious ?? undefined,
  };
}
