import type { HostDirectives, HostReportInput } from '../../schema/generated/types.js';
import { ClientProblem } from '../client/client-problem.js';
import type { HostClient } from '../client/host-client.js';
import type { Discovery } from '../discovery/discover.js';
import { withInspection, type DueInspection, type Inspections } from '../inspection/inspections.js';
import { BackOff } from './back-off.js';
import { FinalProblem, finalWords } from './final-problem.js';
import type { HostState } from './host-state.js';

const everyMs = 15_000;

const query = `mutation ($input: HostReportInput!) {
  reportHost(input: $input) {
    hostId hostName organizationName at versionAdvice
    instances { instanceId key contentPolicy paused inspectionDigest }
  }
}`;

export interface ReportSurroundings {
  readonly client: Pick<HostClient, 'call'>;
  readonly discovery: Discovery;
  readonly inspections: Inspections;
  readonly state: HostState;
  readonly machine: Pick<HostReportInput, 'agentVersion' | 'hostname' | 'platform'>;
  readonly log: (words: string, details?: Record<string, unknown>) => void;
  readonly beat: (name: string) => void;
}

/** Looks what is on this machine and tells the server, every 15 seconds and whenever asked to. @throws FinalProblem */
export async function reportLoop(around: ReportSurroundings, signal: AbortSignal): Promise<void> {
  const { state, beat } = around;
  const backOff = new BackOff();
  while (!signal.aborted) {
    beat('report');
    const arrived = await report(around);
    if (arrived === true) backOff.reset();
    const pauseMs =
      arrived === true ? everyMs : Math.min(backOff.nextMs(arrived.retryAfterSeconds), everyMs * 4);
    await state.reportDue.wait(pauseMs, signal);
  }
}

/** One report. True when it arrived; else how long the server asks to wait. */
async function report(around: ReportSurroundings): Promise<true | { retryAfterSeconds: number | null }> {
  const { state, inspections, log } = around;
  let due: DueInspection | null = null;
  try {
    state.found = await around.discovery.discover();
    due = await nextInspection(around);
    const reportHost = await send(around, due);
    state.lastReportAt = new Date();
    state.tell('server', null);
    if (due !== null) inspections.arrived(due);
    // There may be settings of another one to tell.
    if (due?.isNew === true) state.reportDue.ring();
    state.direct(reportHost);
    return true;
  } catch (error) {
    const words = finalWords(error);
    if (words !== null) throw new FinalProblem(words);
    // A full disk, a network that is away: whatever it is, it may be over in a while.
    const { message } = error as Error;
    const isRefused = error instanceof ClientProblem && error.serverCode === 'INVALID_INPUT';
    if (due !== null && isRefused) inspections.wasRefused(due);
    state.tell('server', message);
    log('A report did not arrive.', { error: message });
    return { retryAfterSeconds: error instanceof ClientProblem ? error.retryAfterSeconds : null };
  }
}

/** Reading settings must not keep a report from being sent. */
async function nextInspection({
  inspections,
  state,
  log,
}: ReportSurroundings): Promise<DueInspection | null> {
  try {
    return await inspections.next(state.found, (key) => state.directiveFor(key));
  } catch (error) {
    log('Settings could not be inspected.', { error: (error as Error).message });
    return null;
  }
}

async function send(
  { client, state, machine }: ReportSurroundings,
  due: DueInspection | null,
): Promise<HostDirectives> {
  const input: HostReportInput = {
    ...machine,
    at: new Date().toISOString(),
    spoolDepth: state.waitingRecords,
    problems: state.currentProblems,
    runtimes: withInspection(state.found, due),
  };
  const { reportHost } = await client.call<{ reportHost: HostDirectives }>({ query, variables: { input } });
  return reportHost;
}
