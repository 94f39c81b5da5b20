import { pause } from './config-patch.js';
import type { GatewayConnection } from './gateway-connection.js';
import { systemClock, type LinkClock } from './link-clock.js';
import { record, records, text, type JsonRecord } from './loose-json.js';
import { advertisedCall } from './optional-call.js';
import { RpcError } from './protocol-errors.js';
import { listSessions } from './read-sessions.js';
import type { StopScope } from './stop-record.js';

/** What still ran of a scope. */
export interface RunningWork {
  sessionKeys: string[];
  taskIds: string[];
}

const ROUNDS = 20;
const ROUND_PAUSE_MS = 250;

/** Aborts every run and background task of the scope, until nothing is left; the result is what refused to end. */
export async function abortWork(
  connection: GatewayConnection,
  scope: StopScope,
  clock: LinkClock = systemClock,
): Promise<RunningWork> {
  let left = await runningWork(connection, scope);
  for (let round = 0; round < ROUNDS && !isIdle(left); round += 1) {
    for (const key of left.sessionKeys) await abortSession(connection, key);
    for (const taskId of left.taskIds) await ignoringGone(connection.request('tasks.cancel', { taskId }));
    await pause(clock, ROUND_PAUSE_MS);
    left = await runningWork(connection, scope);
  }
  return left;
}

/** The sessions with an active run and the running tasks of the scope. */
export async function runningWork(connection: GatewayConnection, scope: StopScope): Promise<RunningWork> {
  const covers = (agentId: string | null) => scope.kind === 'connector' || agentId === scope.agentId;
  const sessions = (await activeSessions(connection)).filter(({ agentId }) => covers(agentId));
  const tasks = await runningTasks(connection);
  return {
    sessionKeys: sessions.map(({ key }) => key),
    taskIds: tasks
      .filter((task) => covers(text(task.agentId, 256)))
      .flatMap((task) => text(task.taskId ?? task.id, 256) ?? []),
  };
}

export function isIdle({ sessionKeys, taskIds }: RunningWork): boolean {
  return sessionKeys.length === 0 && taskIds.length === 0;
}

/** `activeOnly` came with 2026.8; before, all sessions are looked through. */
async function activeSessions(
  connection: GatewayConnection,
): Promise<{ key: string; agentId: string | null }[]> {
  const reading = await listSessions(connection, 1000, { activeOnly: true }).catch((error: unknown) => {
    if (error instanceof RpcError && error.code === 'INVALID_REQUEST') return listSessions(connection, 5000);
    throw error;
  });
  return (reading?.sessions ?? []).filter(
    ({ hasActiveRun, activeRunIds }) => hasActiveRun || activeRunIds.length > 0,
  );
}

async function runningTasks(connection: GatewayConnection): Promise<JsonRecord[]> {
  const answer = await advertisedCall(connection, 'tasks.list', {
    status: ['queued', 'running'],
    limit: 500,
  });
  return records(record(answer).tasks).filter(({ status }) => status === 'running' || status === 'queued');
}

/** `clearQueued` also drops messages waiting for the run to end; older releases do not know it. */
async function abortSession(connection: GatewayConnection, key: string): Promise<void> {
  const attempts: [string, JsonRecord][] = [
    ['sessions.abort', { key, clearQueued: true }],
    ['sessions.abort', { key }],
    ['chat.abort', { sessionKey: key }],
  ];
  for (const [method, params] of attempts) {
    const done = await connection.request(method, params).then(
      () => true,
      (error: unknown) => !(error instanceof RpcError && error.code === 'INVALID_REQUEST'),
    );
    if (done) return;
  }
}

/** What ended by itself meanwhile needs no abort; what did not shows up in the next round. */
async function ignoringGone(request: Promise<unknown>): Promise<void> {
  await request.catch((error: unknown) => {
    if (!(error instanceof RpcError)) throw error;
  });
}
