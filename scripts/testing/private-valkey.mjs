import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { startGuarded } from '../launcher/guard.mjs';

/** @returns {string | undefined} a server that speaks the Redis protocol, if this machine has one */
const findServer = () =>
  ['valkey-server', 'redis-server'].find(
    (name) => spawnSync(name, ['--version'], { stdio: 'ignore' }).status === 0,
  );

const freePort = () =>
  new Promise((resolve, reject) => {
    const probe = net.createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });

/** Does anything answer a PING there? An authentication error is an answer, too. */
const answers = (port) =>
  new Promise((resolve) => {
    const socket = net.connect(port, '127.0.0.1', () => socket.write('PING\r\n'));
    socket.once('data', () => resolve(true) && socket.destroy());
    socket.once('error', () => resolve(false));
    socket.once('close', () => resolve(false));
  });

async function untilReady(port, guarded, logFile) {
  let ended = false;
  void guarded.exited.then(() => (ended = true));
  for (let tries = 0; tries < 250 && !ended; tries += 1) {
    if (await answers(port)) return;
    await pause(20);
  }
  throw new Error(`The private Valkey did not start:\n${readFileSync(logFile, 'utf8')}`);
}

/**
 * A Valkey (or Redis) on a loopback port with a random password, which ends with this process.
 * @param {{ port: number, password: string }} [again] where an earlier one was, to stand in for it
 * @returns {Promise<{ url: string, program: string, pid: number, exited: Promise<number | null>,
 *   place: { port: number, password: string }, stop: () => Promise<void> } | undefined>} undefined when none is installed
 */
export async function startPrivateValkey(again) {
  const program = findServer();
  if (!program) return undefined;
  const folder = mkdtempSync(path.join(os.tmpdir(), 'clawbutler-valkey-'));
  const logFile = path.join(folder, 'log');
  const place = again ?? { port: await freePort(), password: randomBytes(18).toString('hex') };
  const { port, password } = place;
  const settings = {
    port,
    bind: '127.0.0.1',
    requirepass: password,
    save: '',
    appendonly: 'no',
    dir: folder,
    logfile: logFile,
  };
  const words = Object.entries({ ...settings, 'maxmemory-policy': 'noeviction' }).flatMap(([key, value]) => [
    `--${key}`,
    String(value),
  ]);
  const log = openSync(logFile, 'a');
  const guarded = await startGuarded([program, ...words], { env: process.env, stderr: log }).finally(() =>
    closeSync(log),
  );
  const stop = async () => {
    guarded.interrupt();
    await guarded.exited;
    rmSync(folder, { recursive: true, force: true });
  };
  await untilReady(port, guarded, logFile);
  const { pid, exited } = guarded;
  return { url: `redis://:${password}@127.0.0.1:${port}`, program, pid, exited, place, stop };
}
