import { realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { RuntimeKind } from '../../schema/generated/types.js';
import type { ReaderCursor, Reading, RuntimePlace } from './reading.js';

/** The place a folder is, when it holds what its runtime keeps there; null when not. */
export async function placeAt(
  kind: RuntimeKind,
  folder: string,
  home: string,
  holds: string,
): Promise<Omit<RuntimePlace, 'label'> | null> {
  const root = await realpath(folder).catch(() => null);
  if (root === null) return null;
  const held = await stat(join(root, holds)).catch(() => null);
  return held === null ? null : { kind, key: `${kind}:${root}`, root, location: shortened(folder, home) };
}

/** The places that are there among the folders where one may be, each once. */
export async function placesAt(
  kind: RuntimeKind,
  folders: readonly (string | undefined)[],
  { home, holds, label }: { readonly home: string; readonly holds: string; readonly label: string },
): Promise<readonly RuntimePlace[]> {
  const places = new Map<string, RuntimePlace>();
  for (const folder of folders) {
    const place = folder ? await placeAt(kind, folder, home, holds) : null;
    if (place !== null && !places.has(place.key)) {
      places.set(place.key, { ...place, label: `${label} ${place.location}` });
    }
  }
  return [...places.values()];
}

/** Its folder by its real path; null when that is gone. */
export async function realRoot(place: RuntimePlace): Promise<string | null> {
  return realpath(place.root).catch(() => null);
}

/** A reading of a place whose folder is gone: nothing, and why. What the cursor knows is kept. */
export function goneReading(place: RuntimePlace, cursor: ReaderCursor): Reading {
  const problems = [`${place.location} is not there.`];
  return { sessions: [], entries: [], usages: [], cursor, problems, backlogBytes: 0 };
}

function shortened(folder: string, home: string): string {
  return folder === home || folder.startsWith(`${home}/`) ? `~${folder.slice(home.length)}` : folder;
}
