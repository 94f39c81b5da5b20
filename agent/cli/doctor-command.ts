import { homedir } from 'node:os';
import type { FoundRuntimeInput } from '../../schema/generated/types.js';
import { agentDirectory } from '../client/agent-directory.js';
import { ClientProblem } from '../client/client-problem.js';
import { graphqlCall } from '../client/graphql-call.js';
import { readPairing } from '../client/pairing-record.js';
import { ServerClock } from '../client/server-clock.js';
import { runningDaemon } from '../daemon/instance-lock.js';
import { Discovery } from '../discovery/discover.js';
import { runtimeReaders } from '../runtimes/readers.js';
import { Spool, spoolFolder } from '../spool/spool.js';
import { field } from '../verify/printable.js';
import { exitCodes } from './exit-codes.js';
import type { Output } from './output.js';
import type { Surroundings } from './surroundings.js';

/** `clawbutler-agent doctor`: looks at everything a running agent depends on, and says what is wrong. */
export async function doctorCommand(args: string[], output: Output, around: Surroundings): Promise<number> {
  if (args.length > 0) {
    output.err('This command takes nothing more. Try: clawbutler-agent doctor\n');
    return exitCodes.usage;
  }
  const directory = agentDirectory(around.env);
  const parts = [
    await aboutServer(directory, around),
    await aboutDaemon(directory),
    await aboutRuntimes(around),
  ];
  for (const { lines } of parts) output.out(lines.map((line) => `${line}\n`).join(''));
  return parts.every(({ isWell }) => isWell) ? exitCodes.done : exitCodes.refused;
}

interface Part {
  readonly isWell: boolean;
  readonly lines: readonly string[];
}

async function aboutServer(directory: string, { fetch, now }: Surroundings): Promise<Part> {
  try {
    const pairing = readPairing(directory);
    if (pairing === null)
      return { isWell: false, lines: ['Not paired. Run: clawbutler-agent pair <server>'] };
    const clock = new ServerClock(now);
    await graphqlCall({ server: pairing.server, clock, fetch }, { query: '{ instance { version } }' });
    clock.check();
    const words = `Paired with ${field(pairing.organizationName)} at ${field(pairing.server)}, which answers.`;
    return { isWell: true, lines: [words] };
  } catch (error) {
    if (!(error instanceof ClientProblem)) throw error;
    return { isWell: false, lines: [field(error.message)] };
  }
}

async function aboutDaemon(directory: string): Promise<Part> {
  const holder = await runningDaemon(directory);
  if (holder !== null) return { isWell: true, lines: [`Running as process ${holder.pid}.`] };
  // Journals belong to the daemon while it runs.
  const torn = Spool.check(spoolFolder(directory)).filter(({ tornBytes }) => tornBytes > 0);
  const repaired = torn.map(
    ({ file, tornBytes }) => `Repaired ${field(file)}: ${tornBytes} bytes were not written whole.`,
  );
  return { isWell: true, lines: ['Not running.', ...repaired] };
}

async function aboutRuntimes({ env }: Surroundings): Promise<Part> {
  const environment = { home: env.HOME || homedir(), variables: env };
  const found = await new Discovery(environment, runtimeReaders(), () => ({})).discover();
  if (found.length === 0) return { isWell: true, lines: ['No runtime was found.'] };
  return {
    isWell: found.every(({ told }) => told.problems.length === 0),
    lines: found.flatMap(({ told }) => linesOf(told)),
  };
}

function linesOf(told: FoundRuntimeInput): string[] {
  const version = told.version == null ? '' : ` ${field(told.version)}`;
  const counts = `${told.sessionCount} sessions, ${told.runningCount} running, ${told.totalBytes} bytes`;
  return [
    `${told.kind}${version} in ${field(told.location)}: ${counts}`,
    ...told.problems.map((problem) => `  ${field(problem)}`),
  ];
}
