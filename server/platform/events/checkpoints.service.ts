import { appendFile, mkdir, open } from 'node:fs/promises';
import { join } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import type { Config } from '../config/config.js';
import { CONFIG } from '../config/config.token.js';
import { treeRoot } from '../crypto/compact-tree.js';
import { signCheckpoint } from '../crypto/signed-note.js';
import type { SigningKey } from '../crypto/signing-key.js';
import { Database } from '../database/database.service.js';
import type { Tx } from '../database/tx.js';
import { Every } from '../jobs/reacts.js';
import { Log } from '../telemetry/log.js';
import { SIGNING_KEY } from './signing-key.token.js';

/** Origin line of an organisation's checkpoints. */
export function checkpointOrigin(organizationId: string): string {
  return `clawbutler/${organizationId}`;
}

interface Written {
  size: number;
  note: string;
}

/**
 * Signs the size and root of every log that grew, at most 60 s after it did, and puts the note in two places the
 * database cannot reach: a file per organisation, and the log stream. What is outside shows a later rewrite inside.
 */
@Injectable()
export class Checkpoints {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @Inject(SIGNING_KEY) private readonly key: SigningKey,
    private readonly database: Database,
    private readonly log: Log,
  ) {}

  /** Runs on one worker every 30 s. */
  @Every(30)
  async publish(): Promise<void> {
    const rows = await this.database.query<{ id: string }>('select sys_uncheckpointed_orgs() as id');
    for (const row of rows) await this.publishFor(row.id);
  }

  /** Signs the log as it is now; nothing to do when the newest checkpoint covers it. @returns the newest note. */
  async publishFor(organizationId: string): Promise<Written | null> {
    const written = await this.database.within({ organizationId }, (tx) => this.sign(tx, organizationId));
    if (written?.fresh) await this.carryOut(organizationId, written);
    return written;
  }

  private async sign(tx: Tx, organizationId: string): Promise<(Written & { fresh: boolean }) | null> {
    const [head]: { size: string; peaks: Buffer[] }[] = await tx.query(
      `select size, peaks from audit_heads where org_id = $1 for update`,
      [organizationId],
    );
    if (!head || Number(head.size) === 0) return null;
    const size = Number(head.size);
    const [known]: { note: string }[] = await tx.query(
      `select note from checkpoints where org_id = $1 and size = $2`,
      [organizationId, size],
    );
    if (known) return { size, note: known.note, fresh: false };
    const root = treeRoot({ size, peaks: head.peaks });
    const note = signCheckpoint({ origin: checkpointOrigin(organizationId), size, root }, this.key.signer);
    await tx.query(`insert into checkpoints (org_id, size, root, note) values ($1, $2, $3, $4)`, [
      organizationId,
      size,
      root,
      note,
    ]);
    return { size, note, fresh: true };
  }

  private async carryOut(organizationId: string, { size, note }: Written): Promise<void> {
    this.log.info('checkpoint', { organizationId, size, note });
    const folders = [join(this.config.dataDir, 'checkpoints'), this.config.checkpointDir];
    for (const folder of folders) {
      if (folder === null) continue;
      try {
        await mkdir(folder, { recursive: true, mode: 0o700 });
        const file = join(folder, `${organizationId}.notes`);
        await appendFile(file, `${note}\n`, { mode: 0o600 });
        await syncFile(file);
      } catch (error) {
        this.log.error('a checkpoint could not be written outside the database', { folder, error });
      }
    }
  }
}

async function syncFile(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
