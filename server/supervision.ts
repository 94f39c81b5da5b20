import { ConfigError } from './platform/config/config-error.js';
import type { Running } from './process.js';

const stopLimitMs = 11_000;

/** Runs a process under the launcher or alone: tells where it is, stops on SIGTERM, SIGINT or a lost launcher. */
export async function supervise(start: () => Promise<Running>): Promise<void> {
  let running: Running;
  try {
    running = await start();
  } catch (error) {
    tell({ type: 'fatal', message: explain(error) });
    process.stderr.write(`${explain(error)}\n`);
    process.exit(error instanceof ConfigError ? 78 : 1);
  }
  let stopping = false;
  const stop = () => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => process.exit(1), stopLimitMs).unref();
    running.stop().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  process.on('disconnect', stop);
  if (running.setupLink) announce('setup-link', running.setupLink);
  if (running.url) announce('ready', running.url);
}

function announce(type: 'ready' | 'setup-link', url: string): void {
  if (!process.connected)
    process.stderr.write(`${type === 'ready' ? 'Ready at' : 'Create the first owner:'} ${url}\n`);
  tell({ type, url });
}

function tell(message: object): void {
  if (process.connected) process.send?.(message);
}

function explain(error: unknown): string {
  if (error instanceof ConfigError) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
