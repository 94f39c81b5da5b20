import { parseArgs } from 'node:util';
import type { HostPairingStatus, StartedHostPairing } from '../../schema/generated/types.js';
import { agentDirectory } from '../client/agent-directory.js';
import { ClientProblem } from '../client/client-problem.js';
import { DeviceKey } from '../client/device-key.js';
import { MachinePairing } from '../client/pair-machine.js';
import { readPairing, writePairing } from '../client/pairing-record.js';
import { isReadable, serverAddress } from '../client/server-address.js';
import { ServerClock } from '../client/server-clock.js';
import { field } from '../verify/printable.js';
import { exitCodeOf, exitCodes } from './exit-codes.js';
import type { Output } from './output.js';
import type { Surroundings } from './surroundings.js';
import { VERSION } from './version.js';

interface Asked {
  server: string;
  token: string | null;
}

/** `clawbutler pair`: makes this machine a host of an organisation, with a code a person enters or a token. */
export async function pairCommand(args: string[], output: Output, around: Surroundings): Promise<number> {
  try {
    const asked = readArguments(args);
    const directory = agentDirectory(around.env);
    const earlier = readPairing(directory);
    if (earlier) {
      output.err(
        `This machine is paired already, with ${field(earlier.organizationName)} at ${field(earlier.server)}. Run "clawbutler unpair" first.\n`,
      );
      return exitCodes.pairedAlready;
    }
    return await pair(asked, directory, output, around);
  } catch (error) {
    if (!(error instanceof ClientProblem)) throw error;
    output.err(`${field(error.message)}\n`);
    return error.reason === 'ALREADY_PAIRED' ? exitCodes.pairedAlready : exitCodeOf[error.code];
  }
}

async function pair(
  { server, token }: Asked,
  directory: string,
  output: Output,
  around: Surroundings,
): Promise<number> {
  const { fetch, now, hostname, platform } = around;
  const connection = { server, clock: new ServerClock(now), fetch };
  const key = DeviceKey.load(directory) ?? DeviceKey.create(directory);
  const machine = new MachinePairing(connection, key, { hostname, platform, agentVersion: VERSION });
  await machine.probe();
  if (isReadable(server))
    output.err(`Warning: ${server} is not https, so others on the way can read along.\n`);
  output.out(`Fingerprint of this machine: ${key.fingerprint}\n`);
  const status = token === null ? await withCode(machine, output, around) : await machine.enrol(token);
  return finish(status, { server, directory, output });
}

/** Shows the code and waits for the person. */
async function withCode(
  machine: MachinePairing,
  output: Output,
  { wait, now }: Surroundings,
): Promise<HostPairingStatus> {
  const started = await machine.start();
  output.out(instructions(started));
  let seconds = started.intervalSeconds;
  const deadline = now() + 15 * 60_000;
  for (;;) {
    await wait(seconds * 1000);
    const status = await look(machine, started.deviceCode);
    if (status !== null && status.state !== 'PENDING' && status.state !== 'SLOW_DOWN') return status;
    if (status?.state === 'SLOW_DOWN') seconds += 5;
    // The server says when the code is over; this is for one that stopped answering.
    if (now() > deadline) return { state: 'EXPIRED' };
  }
}

/** Null while the server cannot be reached: it may come back before the code expires. */
async function look(machine: MachinePairing, deviceCode: string): Promise<HostPairingStatus | null> {
  try {
    return await machine.poll(deviceCode);
  } catch (error) {
    if (error instanceof ClientProblem && error.retryable) return null;
    throw error;
  }
}

function finish(
  { state, hostId, organizationName }: HostPairingStatus,
  { server, directory, output }: { server: string; directory: string; output: Output },
): number {
  if (state === 'APPROVED' && hostId && organizationName) {
    writePairing(directory, { server, hostId, organizationName });
    output.out(`Paired with ${field(organizationName)}.\n`);
    return exitCodes.done;
  }
  output.err(
    state === 'DENIED'
      ? 'A person sent this machine away. Nothing was paired.\n'
      : 'Nobody entered the code within ten minutes. Run the command again for a new one.\n',
  );
  return exitCodes.refused;
}

function instructions(started: StartedHostPairing): string {
  const { userCode, verificationUrl, authenticationString, expiresAt } = started;
  return [
    '',
    `  Code:    ${field(userCode)}`,
    `  Enter at ${field(verificationUrl)}`,
    '',
    'Before you allow it there, compare. The console must show the same:',
    `  ${field(authenticationString)}`,
    '',
    `Waiting until ${field(expiresAt)}.`,
    '',
  ].join('\n');
}

function readArguments(args: string[]): Asked {
  const { values, positionals } = parse(args);
  const [server, ...more] = positionals;
  if (server === undefined || more.length > 0)
    throw new ClientProblem('LOCAL', 'Which server? Try: clawbutler pair https://butler.example');
  const token = values.token ?? null;
  if (token !== null && !/^cb_enrol_[0-9A-Za-z_]{20,100}$/.test(token))
    throw new ClientProblem(
      'LOCAL',
      'That is not an enrolment token. Copy the whole command from the console.',
    );
  return { server: serverAddress(server), token };
}

function parse(args: string[]) {
  try {
    return parseArgs({ args, allowPositionals: true, options: { token: { type: 'string' } } });
  } catch (error) {
    throw new ClientProblem('LOCAL', `${(error as Error).message} Try: clawbutler help`);
  }
}
