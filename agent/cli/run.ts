import { dispatch, type Program } from './dispatch.js';
import { HELP } from './help.js';
import type { Output } from './output.js';
import { pairCommand } from './pair-command.js';
import { thisMachine, type Surroundings } from './surroundings.js';
import { unpairCommand } from './unpair-command.js';
import { verifyCommand } from './verify-command.js';

const CLAWBUTLER: Program = {
  name: 'clawbutler',
  help: HELP,
  commands: { pair: pairCommand, unpair: unpairCommand, verify: verifyCommand },
};

/** Runs one command line. @returns the exit code, as `clawbutler help` explains them */
export function run(
  args: readonly string[],
  output: Output,
  around: Surroundings = thisMachine(),
): Promise<number> {
  return dispatch(CLAWBUTLER, args, output, around);
}
