import { fork } from 'node:child_process';
import { inProject, projectRoot } from '../project.mjs';
import { signal } from './processes.mjs';

const graceMs = 12_000;

/**
 * The server as a child process. It ends by itself when this process is gone (the channel between us closes).
 * @param {{ env: NodeJS.ProcessEnv, log: ReturnType<import('./server-log.mjs').serverLog>, on: Record<string, (message: any) => void> }} options
 * `on`: what to do with the messages `ready {url}`, `setup-link {url}` and `fatal {message}`
 * @returns {{ pid: number, exited: Promise<string>, stop: () => Promise<void>, kill: () => void }} `exited` tells how it ended, in words
 */
export function startServer({ env, log, on }) {
  const child = fork(inProject('dist/app/main.js'), [], {
    cwd: projectRoot,
    env,
    // A session of its own: Ctrl-C reaches us only, and we stop things in the right order.
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  log.attach(child.stdout);
  log.attach(child.stderr);
  child.on('message', (message) => on[message?.type]?.(message));
  const exited = new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('close', (code, name) => resolve(name ? `signal ${name}` : `exit code ${code}`));
  });
  const kill = () => signal(child.pid, 'SIGKILL');
  const stop = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const timer = setTimeout(kill, graceMs);
    signal(child.pid, 'SIGTERM');
    await exited;
    clearTimeout(timer);
  };
  return { pid: child.pid, exited, stop, kill };
}
