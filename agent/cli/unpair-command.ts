import { agentDirectory } from '../client/agent-directory.js';
import { ClientProblem } from '../client/client-problem.js';
import { DeviceKey } from '../client/device-key.js';
import { readPairing, removePairing, type PairingRecord } from '../client/pairing-record.js';
import { RequestSequence } from '../client/request-sequence.js';
import { Spool, spoolFolder } from '../spool/spool.js';
import { field } from '../verify/printable.js';
import { exitCodes } from './exit-codes.js';
import type { Output } from './output.js';
import type { Surroundings } from './surroundings.js';

/** `clawbutler unpair`: forgets the key of this machine, so that nothing here can speak for it any more. */
export function unpairCommand(args: string[], output: Output, { env }: Surroundings): number {
  if (args.length > 0) {
    output.err('This command takes nothing more. Try: clawbutler unpair\n');
    return exitCodes.usage;
  }
  const directory = agentDirectory(env);
  const earlier = whatWas(directory);
  // The key goes first: half done, the machine is as good as unpaired.
  DeviceKey.remove(directory);
  RequestSequence.remove(directory);
  removePairing(directory);
  // How far was read is of no use to the next organisation, which has nothing yet.
  Spool.remove(spoolFolder(directory));
  if (earlier === null) {
    output.out('This machine is not paired.\n');
    return exitCodes.done;
  }
  output.out(
    earlier === 'unreadable'
      ? 'This machine is no longer paired.\n'
      : `This machine is no longer paired with ${field(earlier.organizationName)}. To be sure that nobody uses a copy of its key, revoke it at ${field(earlier.server)} too.\n`,
  );
  return exitCodes.done;
}

/** What is broken can still be removed. */
function whatWas(directory: string): PairingRecord | 'unreadable' | null {
  try {
    return readPairing(directory);
  } catch (error) {
    if (error instanceof ClientProblem) return 'unreadable';
    throw error;
  }
}
