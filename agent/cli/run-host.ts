import { dispatch, type Program } from './dispatch.js';
import { doctorCommand } from './doctor-command.js';
import { HOST_HELP } from './host-help.js';
import { installCommand } from './install-command.js';
import { logsCommand } from './logs-command.js';
import type { Output } from './output.js';
import { pairCommand } from './pair-command.js';
import { runCommand } from './run-command.js';
import { statusCommand } from './status-command.js';
import { thisMachine, type Surroundings } from './surroundings.js';
import { unpairCommand } from './unpair-command.js';

const CLAWBUTLER_AGENT: Program = {
  name: 'clawbutler-agent',
  help: HOST_HELP,
  commands: {
    pair: pairCommand,
    run: runCommand,
    install: installCommand,
    status: statusCommand,
    doctor: doctorCommand,
    logs: logsCommand,
    unpair: unpairCommand,
  },
};

/** Runs one command line of the host agent. @returns the exit code, as `clawbutler-agent help` explains them */
export function runHost(
  args: readonly string[],
  output: Output,
  around: Surroundings = thisMachine(),
): Promise<number> {
  return dispatch(CLAWBUTLER_AGENT, args, output, around);
}
