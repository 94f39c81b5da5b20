import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { startEmbeddedPostgres } from '../../../scripts/launcher/embedded-postgres.mjs';
import { prepareDatabase } from '../../../scripts/launcher/postgres-roles.mjs';

const project = path.resolve(import.meta.dirname, '../../..');
const program = 'dist/app/migrate.js';

/** A PostgreSQL of a test's own which may be killed: commits reach the disk, as in production. */
export class OwnDatabase {
  private ending = false;
  private revived: Promise<void> = Promise.resolve();

  private constructor(
    readonly dataDir: string,
    private server: Awaited<ReturnType<typeof startEmbeddedPostgres>>,
  ) {}

  static async start(): Promise<OwnDatabase> {
    const dataDir = mkdtempSync(path.join(tmpdir(), 'clawbutler-own-'));
    const database = new OwnDatabase(dataDir, await startEmbeddedPostgres(placeIn(dataDir)));
    await prepareDatabase({ adminUrl: database.server.url('postgres', 'postgres') });
    const { PATH, HOME } = process.env;
    const { status, stderr } = spawnSync(process.execPath, [path.join(project, program)], {
      cwd: project,
      encoding: 'utf8',
      env: {
        ...{ PATH, HOME, CLAWBUTLER_DATABASE_URL: database.appUrl },
        CLAWBUTLER_DATABASE_OWNER_URL: database.server.url('clawbutler_owner', 'clawbutler'),
      },
    });
    if (status !== 0) throw new Error(`The migrations failed: ${stderr}`);
    return database;
  }

  get appUrl(): string {
    return this.server.url('clawbutler_app', 'clawbutler');
  }

  /** A connection of the superuser. Breaks of it are silent. */
  async admin(): Promise<pg.Client> {
    const client = new pg.Client({ connectionString: this.server.url('postgres', 'clawbutler') });
    client.on('error', () => undefined);
    await client.connect();
    return client;
  }

  async rows<T extends pg.QueryResultRow>(sql: string): Promise<T[]> {
    const client = await this.admin();
    try {
      return (await client.query<T>(sql)).rows;
    } finally {
      await client.end();
    }
  }

  /** Kills one backend that serves the product. Resolves when PostgreSQL has thrown everybody out, as it then does. */
  async killBackend(pick: (pids: number[]) => number): Promise<void> {
    const watch = await this.admin();
    const thrownOut = new Promise<void>((resolve) => watch.once('end', resolve));
    const { rows } = await watch.query<{ pid: number }>(
      `select pid from pg_stat_activity where usename = 'clawbutler_app' order by pid`,
    );
    if (rows.length === 0) throw new Error('Nobody uses the database.');
    process.kill(pick(rows.map(({ pid }) => pid)), 'SIGKILL');
    await thrownOut;
  }

  /** Kills the postmaster; it is started again on its files by itself. */
  async killPostmaster(): Promise<void> {
    const { server } = this;
    process.kill(server.pid, 'SIGKILL');
    await server.exited;
    if (this.ending) return;
    this.revived = startEmbeddedPostgres(placeIn(this.dataDir)).then((next) => void (this.server = next));
    await this.revived;
  }

  async stop(): Promise<void> {
    this.ending = true;
    await this.revived;
    await this.server.stop();
    rmSync(this.dataDir, { recursive: true, force: true });
  }
}

const placeIn = (dataDir: string) => ({ dataDir, logFile: path.join(dataDir, 'postgres.log') });
