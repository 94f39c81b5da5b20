import { realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { RuntimeKind } from '../../schema/generated/types.js';
import type { RuntimePlace } from './reading.js';

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

function shortened(folder: string, home: string): string {
  return folder === home || folder.startsWith(`${home}/`) ? `~${folder.slice(home.length)}` : folder;
}
