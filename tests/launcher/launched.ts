import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';

const program = path.resolve(import.meta.dirname, '../../scripts/start.mjs');

/** One `npm start`, seen from the terminal it runs in. */
export interface Launched {
  pid: number;
  url: string;
  /** Everything printed so far. */
  output(): string;
  /** Resolves as soon as the output matches; rejects when the program ends without. */
  printed(pattern: RegExp): Promise<void>;
  /** Exit code, or the signal that ended it. */
  exited: Promise<number | NodeJS.Signals | null>;
  signal(name: NodeJS.Signals): void;
}

/** What the launcher notes about itself in the data directory. */
export interface Instance {
  pid: number;
  url: string;
  server: { pid: number };
}

const folders: string[] = [];

/** A path for a data directory that does not exist yet. */
export function newDataDir(): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'clawbutler-launch-'));
  folders.push(folder);
  return path.join(folder, 'data');
}

/** Call after all tests of a file: a database takes 40 MB. */
export const removeDataDirs = (): void =>
  folders.forEach((folder) => rmSync(folder, { recursive: true, force: true }));

export const readInstance = (dataDir: string): Instance =>
  JSON.parse(readFileSync(path.join(dataDir, 'instance.json'), 'utf8')) as Instance;

export const postmasterOf = (dataDir: string): number =>
  Number(readFileSync(path.join(dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]);

/** A port that was free a moment ago. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = net.createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as net.AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}

function watchOutput(child: ChildProcess) {
  let text = '';
  const waiting = new Set<() => void>();
  const onData = (chunk: string) => {
    text += chunk;
    waiting.forEach((look) => look());
  };
  child.stdout?.setEncoding('utf8').on('data', onData);
  child.stderr?.setEncoding('utf8').on('data', onData);
  const printed = (pattern: RegExp) =>
    new Promise<void>((resolve, reject) => {
      const look = () => {
        if (pattern.test(text)) resolve();
      };
      waiting.add(look);
      child.once('close', () => reject(new Error(`It ended without printing ${String(pattern)}:\n${text}`)));
      look();
    });
  return { output: () => text, printed };
}

/** Starts the product as `npm start` does. */
export function launch(dataDir: string, port: number, env: Record<string, string> = {}): Launched {
  const { CLAWBUTLER_DATABASE_URL: _, CLAWBUTLER_DATABASE_OWNER_URL: __, ...inherited } = process.env;
  const child = spawn(process.execPath, [program], {
    env: {
      ...inherited,
      CLAWBUTLER_DATA_DIR: dataDir,
      CLAWBUTLER_PORT: String(port),
      NODE_ENV: 'production',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exited = new Promise<number | NodeJS.Signals | null>((resolve) =>
    child.once('close', (code, name) => resolve(code ?? name)),
  );
  const signal = (name: NodeJS.Signals) => void child.kill(name);
  return { pid: child.pid ?? 0, url: `http://127.0.0.1:${port}`, exited, signal, ...watchOutput(child) };
}
