import type { SessionFactsInput, SessionStatus } from '../../../schema/generated/types.js';
import { isoTime, timeMs } from '../fields.js';
import type { LoadedThreads } from './live.js';
import type { RolloutState } from './rollout-state.js';
import type { RolloutSource } from './sources.js';

/** A rollout that changed so lately may belong to a version that holds no locks. */
const LATELY_MS = 2 * 60 * 1000;

/** Everything known of a thread as a whole. */
export function factsOf(
  source: RolloutSource,
  state: RolloutState,
  context: { readonly loaded: LoadedThreads; readonly nowMs: number },
): SessionFactsInput {
  const status = statusOf(source, state, context);
  const bornMs = state.bornMs ?? timeMs(Number(source.stats.birthtimeMs));
  return {
    externalId: source.thread,
    ...lineageOf(state),
    title: state.title,
    cwd: state.cwd,
    repository: state.repository,
    branch: state.branch,
    runtimeVersion: state.version,
    status,
    startedAt: isoTime(bornMs),
    endedAt: status === 'ENDED' ? isoTime(state.atMs) : null,
    bornAt: isoTime(bornMs),
    sourceGone: false,
    reportedCostUsdMicros: null,
    basis: null,
  };
}

function lineageOf(state: RolloutState): Pick<SessionFactsInput, 'relation' | 'parentExternalId'> {
  if (state.isSubagent) return { relation: 'SUBAGENT', parentExternalId: state.parent };
  if (state.forkedFrom !== null) return { relation: 'FORK', parentExternalId: state.forkedFrom };
  return { relation: 'MAIN', parentExternalId: null };
}

/** A loaded thread runs while a turn does; whether it waits for a person is not written down. */
function statusOf(
  source: RolloutSource,
  state: RolloutState,
  { loaded, nowMs }: { readonly loaded: LoadedThreads; readonly nowMs: number },
): SessionStatus {
  if (loaded.threads.has(source.thread)) {
    if (!loaded.verified) return 'UNKNOWN';
    return state.working ? 'RUNNING' : 'IDLE';
  }
  const quietMs = nowMs - Number(source.stats.mtimeMs);
  return !loaded.locking && quietMs < LATELY_MS ? 'UNKNOWN' : 'ENDED';
}
