import type { HostReportInput } from '../../schema/generated/types.js';
import { DeviceKey } from '../client/device-key.js';
import { HostClient } from '../client/host-client.js';
import { readPairing, type PairingRecord } from '../client/pairing-record.js';
import { RequestSequence } from '../client/request-sequence.js';
import { ServerClock } from '../client/server-clock.js';
import { Discovery } from '../discovery/discover.js';
import { inspectRuntime } from '../inspection/inspect.js';
import { Inspections } from '../inspection/inspections.js';
import { workedIn } from '../inspection/projects.js';
import { runtimeReaders } from '../runtimes/readers.js';
import type { HostEnvironment, RuntimePlace } from '../runtimes/reading.js';
import { Spool, spoolFolder } from '../spool/spool.js';
import { doorbellLoop } from './doorbell-loop.js';
import { FinalProblem } from './final-problem.js';
import { HostState } from './host-state.js';
import type { DaemonLog } from './log.js';
import { reportLoop } from './report-loop.js';
import { serveStatus, type DaemonStatus } from './status-socket.js';
import { SyncPlan } from './sync-plan.js';
import { Turns } from './turns.js';
import { Watchdog } from './watchdog.js';

export interface DaemonOptions {
  readonly directory: string;
  readonly environment: HostEnvironment;
  readonly machine: Pick<HostReportInput, 'agentVersion' | 'hostname' | 'platform'>;
  readonly log: DaemonLog;
  readonly fetch: typeof fetch;
}

/**
 * Runs until the signal aborts, then finishes what is on its way. The caller holds the instance lock.
 * @throws FinalProblem when this machine has to be paired (again), Stuck when the process has to be started anew
 */
export async function runDaemon(options: DaemonOptions, signal: AbortSignal): Promise<void> {
  const { directory, environment, machine, log } = options;
  const pairing = pairingOf(directory);
  const connection = { server: pairing.server, clock: new ServerClock(), fetch: options.fetch };
  const client = new HostClient(connection, keyOf(directory), new RequestSequence(directory));
  const state = new HostState();
  const spool = new Spool(spoolFolder(directory));
  const watchdog = new Watchdog();
  const cursorOf = ({ key }: RuntimePlace) =>
    spool.cursorOf(key, state.directiveFor(key)?.instanceId ?? null);
  const discovery = new Discovery(environment, runtimeReaders(), cursorOf);
  const inspections = new Inspections((place) =>
    inspectRuntime(place, environment, workedIn(cursorOf(place))),
  );
  const startedAt = new Date();
  // Without it everything else still works; a path may be too long for a socket.
  const status = await serveStatus(directory, () => statusOf({ pairing, state, startedAt, machine })).catch(
    (error: Error) => log.write('The status cannot be asked for.', { error: error.message }),
  );
  const around = { client, spool, state, log: log.write, beat: watchdog.beat, turns: new Turns() };
  log.write('Started.', { server: pairing.server, version: machine.agentVersion, pid: process.pid });
  try {
    await together(signal, [
      (stop) => reportLoop({ ...around, discovery, inspections, machine }, stop),
      (stop) => new SyncPlan(around, watchdog).run(stop),
      (stop) => doorbellLoop({ server: pairing.server, client, state }, stop),
      (stop) => watchdog.watch(stop),
    ]);
  } finally {
    status?.close();
    spool.close();
    log.write('Stopped.');
  }
}

/** Runs loops until the signal aborts or one fails; then all end, and the first failure is thrown. */
async function together(
  signal: AbortSignal,
  loops: readonly ((signal: AbortSignal) => Promise<void>)[],
): Promise<void> {
  const all = new AbortController();
  const end = () => all.abort();
  signal.addEventListener('abort', end);
  if (signal.aborted) end();
  const failures: unknown[] = [];
  await Promise.all(
    loops.map((loop) =>
      loop(all.signal).catch((error: unknown) => {
        failures.push(error);
        end();
      }),
    ),
  );
  signal.removeEventListener('abort', end);
  if (failures.length > 0) throw failures[0];
}

function pairingOf(directory: string): PairingRecord {
  const pairing = readPairing(directory);
  if (pairing !== null) return pairing;
  throw new FinalProblem('This machine is not paired. Run "clawbutler-agent pair <server>" first.');
}

function keyOf(directory: string): DeviceKey {
  const key = DeviceKey.load(directory);
  if (key !== null) return key;
  throw new FinalProblem('The key of this machine is gone. Run "clawbutler-agent unpair" and pair it again.');
}

interface Told {
  pairing: PairingRecord;
  state: HostState;
  startedAt: Date;
  machine: DaemonOptions['machine'];
}

function statusOf({ pairing, state, startedAt, machine }: Told): DaemonStatus {
  const { server, organizationName } = pairing;
  return {
    ...{ pid: process.pid, version: machine.agentVersion, server, organizationName },
    startedAt: startedAt.toISOString(),
    lastReportAt: state.lastReportAt?.toISOString() ?? null,
    waitingRecords: state.waitingRecords,
    problems: state.currentProblems,
    runtimes: state.found.map(({ place, told }) => {
      const directive = state.directiveFor(place.key);
      return {
        label: told.label,
        state: directive === null ? 'found' : directive.paused ? 'paused' : 'added',
        contentPolicy: directive?.contentPolicy ?? null,
        sessionCount: told.sessionCount,
        backlogBytes: told.backlogBytes,
      };
    }),
  };
}
