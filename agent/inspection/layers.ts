import type { PermissionModeInput } from '../../schema/generated/types.js';
import { fieldsOf, type Fields } from '../runtimes/fields.js';
import { holdsOf, type Holds } from './facts.js';
import type { SettingsFile } from './settings-file.js';
import { toldText } from './told-text.js';

/** Settings of one place, and where they hold. The strongest come first in a list of them. */
export interface Layer extends Holds {
  readonly fields: Fields;
}

/** The layer that a file is. */
export const layerOf = (file: SettingsFile): Layer => ({ ...holdsOf(file), fields: file.fields });

/** The value at a path of names, for example `permissions.defaultMode`. */
export function valueAt(fields: Fields, path: string): unknown {
  return path.split('.').reduce<unknown>((value, name) => {
    const inside = fieldsOf(value);
    return Object.hasOwn(inside, name) ? inside[name] : undefined;
  }, fields);
}

/**
 * What is in force of each of these settings: the strongest for everywhere, and for each project the strongest of its
 * own, unless an administrator settled it.
 */
export function modesOf(layers: readonly Layer[], names: readonly string[]): PermissionModeInput[] {
  return names.flatMap((name) => {
    const set = layers.filter(({ fields }) => toldValue(valueAt(fields, name)) !== null);
    const settled = set.some(({ scope }) => scope === 'MANAGED');
    const seen = new Set<string | null>();
    return set.flatMap(({ scope, project, fields }) => {
      if (seen.has(project) || (settled && scope !== 'MANAGED')) return [];
      seen.add(project);
      return [{ name, value: toldValue(valueAt(fields, name))!, scope, project }];
    });
  });
}

/** The strongest value for everywhere. */
export function strongest(layers: readonly Layer[], name: string): unknown {
  return layers
    .filter(({ project }) => project === null)
    .map(({ fields }) => valueAt(fields, name))
    .find((value) => value !== undefined);
}

/** A switch, number or word as it is told; lists and tables have no single value. */
function toldValue(value: unknown): string | null {
  if (typeof value === 'boolean' || typeof value === 'number' || typeof value === 'bigint')
    return String(value);
  return toldText(value, 200);
}
