import { fieldsOf, identifier, shortText, timeMs, type Fields } from '../fields.js';
import type { RolloutState } from './rollout-state.js';

/** A copied history is written at once when its thread begins; no model answers within this time. */
const COPYING_MS = 1_000;

/** Remembers what the first record says of its thread; a further one of another thread says that rows were copied. */
export function noteMeta(
  { thread, state }: { readonly thread: string; readonly state: RolloutState },
  meta: Fields,
  at: number | null,
): void {
  const id = identifier(meta.id);
  const foreign = id !== null && id !== thread;
  if (state.metaSeen || foreign) {
    if (foreign) expectCopies(state, state.bornMs ?? at, true);
    return;
  }
  state.metaSeen = true;
  state.bornMs = timeMs(meta.timestamp) ?? at;
  noteLineage(state, meta);
  noteSurroundings(state, meta);
  // Since 0.169 a fork points to its parent's history and holds none of it.
  if (meta.history_base == null) expectHistory(state, at);
}

function expectHistory(state: RolloutState, at: number | null): void {
  if (state.forkedFrom !== null) expectCopies(state, at ?? state.bornMs, true);
  // A subagent may or may not have been given history: only rows older than itself are surely copies.
  else if (state.isSubagent) expectCopies(state, state.bornMs, false);
}

function noteLineage(state: RolloutState, meta: Fields): void {
  const subagent = fieldsOf(meta.source).subagent;
  const spawn = fieldsOf(fieldsOf(subagent).thread_spawn);
  state.parent = identifier(meta.parent_thread_id) ?? identifier(spawn.parent_thread_id);
  state.forkedFrom = identifier(meta.forked_from_id);
  state.isSubagent = state.parent !== null || subagent !== undefined || meta.thread_source === 'subagent';
}

function noteSurroundings(state: RolloutState, meta: Fields): void {
  const git = fieldsOf(meta.git);
  state.cwd = shortText(meta.cwd, 4_096);
  state.branch = shortText(git.branch, 500);
  state.repository = shortText(git.repository_url, 2_000);
  state.version = shortText(meta.cli_version);
  state.provider = shortText(meta.model_provider);
}

function expectCopies(state: RolloutState, fromMs: number | null, atOnce: boolean): void {
  if (fromMs === null) return;
  const until = atOnce ? fromMs + COPYING_MS : fromMs - 1;
  state.copiedUntilMs = Math.max(state.copiedUntilMs ?? 0, until);
}
