import { HELP } from './help.js';
import type { Output } from './output.js';
import { pairCommand } from './pair-command.js';
import { thisMachine, type Surroundings } from './surroundings.js';
import { unpairCommand } from './unpair-command.js';
import { verifyCommand } from './verify-command.js';
import { VERSION } from './version.js';
import { printable } from '../verify/printable.js';

type Command = (args: string[], output: Output, around: Surroundings) => number | Promise<number>;

const COMMANDS: Readonly<Record<string, Command>> = {
  pair: pairCommand,
  unpair: unpairCommand,
  verify: verifyCommand,
  help: (_args, output) => print(output, HELP),
  version: (_args, output) => print(output, `clawbutler ${VERSION}\n`),
};
const ALIASES: Readonly<Record<string, string>> = { '--help': 'help', '-h': 'help', '--version': 'version' };

/** Runs one command line. @returns the exit code, as `clawbutler help` explains them */
export async function run(
  args: readonly string[],
  output: Output,
  around: Surroundings = thisMachine(),
): Promise<number> {
  const [first = 'help', ...rest] = args;
  const name = ALIASES[first] ?? first;
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (command !== undefined) return command(rest, output, around);
  output.err(
    printable(`There is no command "${first.slice(0, 80)}". Try: clawbutler help`).replaceAll('\n', ' ') +
      '\n',
  );
  return 2;
}

function print(output: Output, text: string): number {
  output.out(text);
  return 0;
}
