import type { CheckedBatch } from './session-batch.js';

/** When something happened in a session, and the model of its newest call, as far as a batch tells. */
export interface Activity {
  firstAt: Date | null;
  lastAt: Date | null;
  model: string | null;
  modelAt: Date | null;
}

/** By external id. Calls of unknown time are older than all others; two of the same time are put in order by name. */
export function activityOf(batch: CheckedBatch): Map<string, Activity> {
  const found = new Map<string, Activity>();
  for (const { sessionExternalId, at, model } of [...batch.entries, ...batch.usages]) {
    const known = found.get(sessionExternalId) ?? { firstAt: null, lastAt: null, model: null, modelAt: null };
    found.set(sessionExternalId, { ...withTime(known, at), ...newestModel(known, at, model) });
  }
  return found;
}

function withTime(known: Activity, at: Date | null): Pick<Activity, 'firstAt' | 'lastAt'> {
  if (at === null) return known;
  return {
    firstAt: known.firstAt === null || at < known.firstAt ? at : known.firstAt,
    lastAt: known.lastAt === null || at > known.lastAt ? at : known.lastAt,
  };
}

function newestModel(
  known: Activity,
  at: Date | null,
  model: string | null,
): Pick<Activity, 'model' | 'modelAt'> {
  const kept = { model: known.model, modelAt: known.modelAt };
  if (model === null) return kept;
  const when = at ?? new Date(0);
  if (known.model === null) return { model, modelAt: when };
  const newer = when.getTime() - known.modelAt!.getTime();
  return newer > 0 || (newer === 0 && model > known.model) ? { model, modelAt: when } : kept;
}
