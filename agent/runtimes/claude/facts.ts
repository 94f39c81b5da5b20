import type { SessionFactsInput, SessionStatus } from '../../../schema/generated/types.js';
import { fieldsOf, isoTime, parsedLine } from '../fields.js';
import { openInside } from '../tail/open-inside.js';
import type { LiveSessions } from './live.js';
import type { Families, Tracked } from './tracked.js';

/** A transcript that changed so lately may belong to a process that does not register. */
const LATELY_MS = 2 * 60 * 1000;

/** What facts are put together from, beside the transcript. */
export interface FactsContext {
  readonly root: string;
  readonly families: Families;
  readonly live: LiveSessions;
  readonly nowMs: number;
}

/** What is known of a session from elsewhere than its own transcript. */
export interface Standing {
  readonly status: SessionStatus;
  readonly relation: SessionFactsInput['relation'];
  readonly parentExternalId: string | null;
  readonly reportedCostUsdMicros: number | null;
}

/** How a session stands now. */
export async function standingOf(tracked: Tracked, context: FactsContext): Promise<Standing> {
  const { relation, parent } = relationOf(tracked, context.families);
  return {
    status: await statusOf(tracked, context),
    relation,
    parentExternalId: parent?.externalId ?? tracked.parent,
    reportedCostUsdMicros: reportedCost(tracked, relation === 'FORK', parent),
  };
}

/** Everything known of a session as a whole. */
export function factsOf(tracked: Tracked, standing: Standing): SessionFactsInput {
  const { state, bornMs } = tracked;
  const { status, relation } = standing;
  return {
    externalId: tracked.externalId,
    relation,
    parentExternalId: standing.parentExternalId,
    title: state.title,
    cwd: state.cwd,
    repository: null,
    branch: state.branch,
    runtimeVersion: state.version,
    status,
    startedAt: isoTime(relation === 'FORK' ? bornMs : state.startedMs),
    endedAt: status === 'ENDED' ? isoTime(state.atMs) : null,
    bornAt: isoTime(bornMs),
    sourceGone: false,
    reportedCostUsdMicros: standing.reportedCostUsdMicros,
    basis: null,
  };
}

function relationOf(
  tracked: Tracked,
  families: Families,
): { relation: SessionFactsInput['relation']; parent: Tracked | null } {
  if (tracked.source.agent !== null) return { relation: 'SUBAGENT', parent: null };
  const [first] = families.get(tracked.state.firstUuid ?? '') ?? [];
  if (first !== undefined && first.externalId !== tracked.externalId) {
    return { relation: 'FORK', parent: first };
  }
  // A copy whose original is gone from this machine, or was a part from the middle of one.
  return { relation: tracked.state.copied ? 'FORK' : 'MAIN', parent: null };
}

/** A fork goes on counting from what its parent had cost: without knowing that, its own cost is not known. */
function reportedCost(tracked: Tracked, isFork: boolean, parent: Tracked | null): number | null {
  const last = tracked.state.costs.at(-1)?.[1] ?? null;
  if (last === null || !isFork) return last;
  const before = parent?.state.costs.filter(([ms]) => ms <= (tracked.bornMs ?? 0)).at(-1);
  return before === undefined ? null : Math.max(0, last - before[1]);
}

async function statusOf(tracked: Tracked, { root, live, nowMs }: FactsContext): Promise<SessionStatus> {
  const told = live.statuses.get(tracked.parent ?? tracked.externalId);
  if (told !== undefined) {
    const finished = tracked.source.agent !== null && (await isFinished(root, tracked.source.path));
    return finished ? 'ENDED' : told;
  }
  const quietMs = nowMs - Number(tracked.source.stats.mtimeMs);
  return !live.known && quietMs < LATELY_MS ? 'UNKNOWN' : 'ENDED';
}

const MAX_META_BYTES = 64 * 1024;

/** Beside a subagent's transcript Claude Code says whether it is done; older versions do not. */
async function isFinished(root: string, transcript: string): Promise<boolean> {
  const file = transcript.replace(/\.jsonl$/, '.meta.json');
  const handle = await openInside(root, file).catch(() => null);
  if (handle === null) return false;
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(MAX_META_BYTES), 0, MAX_META_BYTES, 0);
    return fieldsOf(parsedLine(buffer.subarray(0, bytesRead))).finished === true;
  } finally {
    await handle.close();
  }
}
