import { homedir } from 'node:os';
import { agentDirectory } from '../client/agent-directory.js';
import { ClientProblem } from '../client/client-problem.js';
import { FinalProblem } from '../daemon/final-problem.js';
import { InstanceLock } from '../daemon/instance-lock.js';
import { DaemonLog } from '../daemon/log.js';
import { runDaemon } from '../daemon/run-daemon.js';
import { Stuck } from '../daemon/watchdog.js';
import { field, printable } from '../verify/printable.js';
import { exitCodes } from './exit-codes.js';
import type { Output } from './output.js';
import type { Surroundings } from './surroundings.js';
import { VERSION } from './version.js';

/** `clawbutler-agent run`: until a signal tells it to stop. */
export async function runCommand(args: string[], output: Output, around: Surroundings): Promise<number> {
  if (args.length > 0) {
    output.err('This command takes nothing more. Try: clawbutler-agent run\n');
    return exitCodes.usage;
  }
  const directory = agentDirectory(around.env);
  const lock = await InstanceLock.take(directory);
  if (!(lock instanceof InstanceLock)) {
    output.err(`The agent runs already, as process ${lock.pid}.\n`);
    return exitCodes.runningAlready;
  }
  const log = new DaemonLog(directory, (line) => output.out(printable(line)));
  const signals = new StopSignals();
  try {
    await runDaemon(
      {
        ...{ directory, log, fetch: around.fetch },
        environment: { home: around.env.HOME || homedir(), variables: around.env },
        machine: { agentVersion: VERSION, hostname: around.hostname, platform: around.platform },
      },
      signals.signal,
    );
    return exitCodes.done;
  } catch (error) {
    return ended(error, log, output);
  } finally {
    signals.forget();
    lock.release();
  }
}

function ended(error: unknown, log: DaemonLog, output: Output): number {
  const { message } = error as Error;
  const isKnown = error instanceof FinalProblem || error instanceof ClientProblem || error instanceof Stuck;
  log.write('Ended.', { why: message, ...(isKnown ? {} : { stack: (error as Error).stack }) });
  output.err(`${field(message)}\n`);
  if (error instanceof Stuck) return exitCodes.stuck;
  return isKnown ? exitCodes.final : exitCodes.stuck;
}

/** The first SIGTERM or SIGINT asks to stop; a second one does not wait. */
class StopSignals {
  private readonly controller = new AbortController();
  readonly signal = this.controller.signal;

  constructor() {
    process.on('SIGTERM', this.stop);
    process.on('SIGINT', this.stop);
  }

  forget(): void {
    process.off('SIGTERM', this.stop);
    process.off('SIGINT', this.stop);
  }

  private readonly stop = (): void => {
    if (this.signal.aborted) process.exit(exitCodes.stuck);
    this.controller.abort();
  };
}
