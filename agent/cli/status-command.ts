import { agentDirectory } from '../client/agent-directory.js';
import { askStatus, type DaemonStatus } from '../daemon/status-socket.js';
import { field } from '../verify/printable.js';
import { exitCodes } from './exit-codes.js';
import type { Output } from './output.js';
import type { Surroundings } from './surroundings.js';

/** `clawbutler-agent status`: what the running agent does. */
export async function statusCommand(args: string[], output: Output, { env }: Surroundings): Promise<number> {
  const json = args.length === 1 && args[0] === '--json';
  if (args.length > 0 && !json) {
    output.err('Try: clawbutler-agent status [--json]\n');
    return exitCodes.usage;
  }
  const status = await askStatus(agentDirectory(env));
  if (status === null) {
    output.err('The agent does not run. Start it with: clawbutler-agent run\n');
    return exitCodes.notRunning;
  }
  output.out(json ? `${JSON.stringify(status)}\n` : inWords(status));
  return exitCodes.done;
}

function inWords(status: DaemonStatus): string {
  const lines = [
    `Running since ${field(status.startedAt)} as process ${status.pid}, version ${field(status.version)}.`,
    `Paired with ${field(status.organizationName)} at ${field(status.server)}; last report ${field(status.lastReportAt ?? 'not yet')}.`,
    `Records waiting to be sent: ${status.waitingRecords}.`,
    '',
    ...status.runtimes.map(
      ({ label, state, contentPolicy, sessionCount, backlogBytes }) =>
        `  ${field(label)}: ${state}${contentPolicy === null ? '' : ` (${contentPolicy})`}, ${sessionCount} sessions, ${backlogBytes} bytes to read`,
    ),
    ...(status.problems.length === 0
      ? ['', 'Nothing stands in the way.']
      : ['', 'In the way:', ...status.problems.map((problem) => `  ${field(problem)}`)]),
  ];
  return `${lines.join('\n')}\n`;
}
