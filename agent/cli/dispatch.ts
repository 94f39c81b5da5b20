import { printable } from '../verify/printable.js';
import { exitCodes } from './exit-codes.js';
import type { Output } from './output.js';
import type { Surroundings } from './surroundings.js';
import { VERSION } from './version.js';

/** One command of a program. Answers the exit code. */
export type Command = (args: string[], output: Output, around: Surroundings) => number | Promise<number>;

/** A program: what it is called, what it says of itself, and what it can do. */
export interface Program {
  readonly name: string;
  readonly help: string;
  readonly commands: Readonly<Record<string, Command>>;
}

const ALIASES: Readonly<Record<string, string>> = { '--help': 'help', '-h': 'help', '--version': 'version' };

/** Runs one command line of a program. @returns the exit code, as its help explains them */
export async function dispatch(
  program: Program,
  args: readonly string[],
  output: Output,
  around: Surroundings,
): Promise<number> {
  const commands: Program['commands'] = {
    ...program.commands,
    help: () => print(output, program.help),
    version: () => print(output, `${program.name} ${VERSION}\n`),
  };
  const [first = 'help', ...rest] = args;
  const name = ALIASES[first] ?? first;
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command !== undefined) return command(rest, output, around);
  const words = printable(`There is no command "${first.slice(0, 80)}". Try: ${program.name} help`);
  output.err(`${words.replaceAll('\n', ' ')}\n`);
  return exitCodes.usage;
}

function print(output: Output, text: string): number {
  output.out(text);
  return exitCodes.done;
}
