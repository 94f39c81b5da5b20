import { HELP } from './help.js';
import type { Output } from './output.js';
import { verifyCommand } from './verify-command.js';
import { VERSION } from './version.js';
import { printable } from '../verify/printable.js';

const COMMANDS: Readonly<Record<string, (args: string[], output: Output) => number>> = {
  verify: verifyCommand,
  help: (_args, output) => print(output, HELP),
  version: (_args, output) => print(output, `clawbutler ${VERSION}\n`),
};
const ALIASES: Readonly<Record<string, string>> = { '--help': 'help', '-h': 'help', '--version': 'version' };

/** Runs one command line. The exit code: 0 done, 1 the export does not verify, 2 the command could not be carried out. */
export function run(args: readonly string[], output: Output): number {
  const [first = 'help', ...rest] = args;
  const name = ALIASES[first] ?? first;
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (command !== undefined) return command(rest, output);
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
