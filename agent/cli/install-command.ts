import { mkdirSync, realpathSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, resolve } from 'node:path';
import { field, printable } from '../verify/printable.js';
import { exitCodes } from './exit-codes.js';
import type { Output } from './output.js';
import { serviceUnit, type ServiceUnit } from './service-unit.js';
import type { Surroundings } from './surroundings.js';

/** `clawbutler-agent install`: writes the unit that runs the agent; `--print` shows it and writes nothing. Starts nothing. */
export function installCommand(args: string[], output: Output, { env }: Surroundings): number {
  const isPrint = args.length === 1 && args[0] === '--print';
  if (args.length > 0 && !isPrint) {
    output.err('Try: clawbutler-agent install [--print]\n');
    return exitCodes.usage;
  }
  const unit = serviceUnit({
    platform: process.platform,
    home: env.HOME || homedir(),
    node: process.execPath,
    program: realpathSync(process.argv[1] ?? ''),
    agentDirectory: env.CLAWBUTLER_AGENT_DIR ? resolve(env.CLAWBUTLER_AGENT_DIR) : null,
  });
  if (unit === null) {
    output.err('There is no unit for this system. Have it run: clawbutler-agent run\n');
    return exitCodes.usage;
  }
  if (!isPrint) write(unit);
  output.out(isPrint ? printable(unit.content) : `Wrote ${field(unit.path)}.\n`);
  output[isPrint ? 'err' : 'out'](`To start it:\n${unit.start.map((line) => `  ${field(line)}\n`).join('')}`);
  return exitCodes.done;
}

function write({ path, content }: ServiceUnit): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content, { mode: 0o644 });
}
