import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { nowMs } from './figures.js';

const project = path.resolve(import.meta.dirname, '../..');

/** The launcher is plain Node and has no types; this is what the baseline needs of it. */
interface EmbeddedPostgresModule {
  startEmbeddedPostgres(options: { dataDir: string; logFile: string }): Promise<{ stop(): Promise<void> }>;
}

/** Runs `npm start` until it says where it is. @returns how long that took, its process, and how to stop it */
export async function launch(dataDir: string, port: number) {
  const startedMs = nowMs();
  const env = { ...process.env, CLAWBUTLER_DATA_DIR: dataDir, CLAWBUTLER_PORT: String(port) };
  // npm hands its place over to the launcher, as it does in a terminal.
  const child = spawn('npm', ['start', '--silent'], {
    cwd: project,
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  const exited = once(child, 'exit');
  const ready = new Promise<void>((resolve) =>
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      if (/is running at http/.test(output)) resolve();
    }),
  );
  const early = exited.then(() => Promise.reject(new Error(`\`npm start\` ended early:\n${output}`)));
  early.catch(() => undefined);
  await Promise.race([ready, early]);
  const seconds = (nowMs() - startedMs) / 1_000;
  const stop = async () => {
    child.kill('SIGINT');
    await exited;
  };
  return { seconds, pid: child.pid ?? 0, stop };
}

/** The baseline: nothing but the PostgreSQL that the product brings along, on files that exist already. */
export async function startBarePostgres(dataDir: string): Promise<number> {
  const { startEmbeddedPostgres } = (await import(
    path.join(project, 'scripts/launcher/embedded-postgres.mjs')
  )) as EmbeddedPostgresModule;
  mkdirSync(dataDir, { recursive: true });
  const options = { dataDir, logFile: path.join(dataDir, 'postgres.log') };
  await (await startEmbeddedPostgres(options)).stop();
  const startedMs = nowMs();
  const postgres = await startEmbeddedPostgres(options);
  const seconds = (nowMs() - startedMs) / 1_000;
  await postgres.stop();
  return seconds;
}
