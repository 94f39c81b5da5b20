import { parseArgs } from 'node:util';
import { agentDirectory } from '../client/agent-directory.js';
import { newestLines } from '../daemon/log.js';
import { printable } from '../verify/printable.js';
import { exitCodes } from './exit-codes.js';
import type { Output } from './output.js';
import type { Surroundings } from './surroundings.js';

const defaultLines = 100;

/** `clawbutler-agent logs`: the newest lines, safe for any terminal. */
export function logsCommand(args: string[], output: Output, { env }: Surroundings): number {
  const count = countIn(args);
  if (count === null) {
    output.err('Try: clawbutler-agent logs [--lines <count>]\n');
    return exitCodes.usage;
  }
  const lines = newestLines(agentDirectory(env), count);
  output.out(lines.map((line) => `${printable(line)}\n`).join(''));
  return exitCodes.done;
}

function countIn(args: string[]): number | null {
  try {
    const { values } = parseArgs({ args, options: { lines: { type: 'string' } } });
    const count = Number(values.lines ?? defaultLines);
    return Number.isInteger(count) && count > 0 ? count : null;
  } catch {
    return null;
  }
}
