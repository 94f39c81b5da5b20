import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';

/**
 * Puts a finished folder in place: a reader sees the old one or the new one, never half of either.
 * @param {string} fresh folder on the same file system
 * @param {string} target
 */
export function swapIn(fresh, target) {
  mkdirSync(path.dirname(target), { recursive: true });
  const old = `${fresh}.old`;
  if (existsSync(target)) renameSync(target, old);
  renameSync(fresh, target);
  rmSync(old, { recursive: true, force: true });
}
