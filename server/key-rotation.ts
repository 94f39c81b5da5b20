import { randomUUID } from 'node:crypto';
import { NestFactory } from '@nestjs/core';
import { AppModule } from './app.module.js';
import { systemCtx } from './platform/auth/ctx.js';
import type { Config } from './platform/config/config.js';
import { retirePreviousMasterKeys, rotateMasterKeyFile } from './platform/crypto/master-key-store.js';
import { SecretBox } from './platform/crypto/secret-box.js';
import { openPool } from './platform/database/pool.js';
import { Database } from './platform/database/database.service.js';
import { EventLog } from './platform/events/event-log.service.js';
import { openQueueBackend } from './platform/jobs/queue-backend.js';
import { Log } from './platform/telemetry/log.js';
import { resealAnswers, resealOrganization } from './sealed-secrets.js';

/** A rotation that cannot begin; the message says what to do. */
export class KeyRotationError extends Error {
  override readonly name = 'KeyRotationError';
}

/**
 * Puts a new master key in force: every secret is sealed with it, each organisation's log says so, and the older key
 * is deleted only after that. Cut short at any moment, it can be run again. A key in `<dataDir>/master.key` is made
 * here; a key in CLAWBUTLER_MASTER_KEY is the operator's to change, with the older one in
 * CLAWBUTLER_MASTER_KEY_PREVIOUS.
 * @returns what was done, in a sentence.
 */
export async function rotateMasterKey(config: Config): Promise<string> {
  const ours = config.masterKey === null;
  if (!ours && config.masterKeyPrevious === null) {
    throw new KeyRotationError(
      'CLAWBUTLER_MASTER_KEY comes from the environment: put the new key there, the old one into ' +
        'CLAWBUTLER_MASTER_KEY_PREVIOUS, restart every process with both, and run this again.',
    );
  }
  if (ours) rotateMasterKeyFile(config.dataDir);
  const { keyId, resealed } = await resealEverything(config);
  if (ours) retirePreviousMasterKeys(config.dataDir);
  const end = ours
    ? 'The older key is deleted.'
    : 'CLAWBUTLER_MASTER_KEY_PREVIOUS is not needed any more: remove it from every process.';
  return `${resealed} secrets are sealed with master key ${keyId}. ${end}`;
}

async function resealEverything(config: Config): Promise<{ keyId: string; resealed: number }> {
  const pool = await openPool(config);
  const queue = openQueueBackend(config);
  const module = AppModule.with({ config, pool, queue, log: new Log(config.logLevel) });
  const app = await NestFactory.createApplicationContext(module, { logger: false, abortOnError: false });
  try {
    const [database, box, events] = [app.get(Database), app.get(SecretBox), app.get(EventLog)];
    const keyId = box.currentKeyId;
    const organizations = await database.query<{ id: string }>('select sys_organization_ids() as id');
    let resealed = await resealAnswers(database, box);
    for (const { id } of organizations) {
      const ctx = systemCtx(id, randomUUID());
      resealed += await database.within(ctx, async (tx) => {
        const count = await resealOrganization(tx, box, id);
        const subject = { type: 'master_key', id: keyId, label: keyId };
        await events.record(tx, ctx, { type: 'master_key.rotated', subject, after: { secrets: count } });
        return count;
      });
    }
    return { keyId, resealed };
  } finally {
    await app.close();
    await queue.close();
  }
}
