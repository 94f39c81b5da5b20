import { realpath } from 'node:fs/promises';
import { isAbsolute } from 'node:path';
import { fieldsOf } from '../runtimes/fields.js';
import type { ReaderCursor } from '../runtimes/reading.js';

/** Each costs a few looks at the disk with every report. */
const mostProjects = 50;

/** The real paths of projects, of many the ones named last; those that are gone are left out. */
export async function projectRoots(projects: readonly string[]): Promise<string[]> {
  const near = projects.slice(-mostProjects);
  const roots = await Promise.all(near.map((project) => realpath(project).catch(() => null)));
  return [...new Set(roots.filter((root) => root !== null && root !== '/'))] as string[];
}

/** Says when there are more than are looked at. Without their number: it grows by itself. */
export const tooManyProjects = (projects: readonly string[]): string[] =>
  projects.length <= mostProjects
    ? []
    : [
        `More than ${mostProjects} projects are known there; settings of the ${mostProjects} named last are read.`,
      ];

/** The folders that sessions worked in, the latest last, as the cursor of their reader remembers them. */
export function workedIn(cursor: ReaderCursor): string[] {
  const latest = new Map<string, number>();
  for (const { state } of Object.values(cursor)) {
    const { cwd, atMs } = fieldsOf(state);
    if (typeof cwd !== 'string' || !isAbsolute(cwd)) continue;
    latest.set(cwd, Math.max(latest.get(cwd) ?? 0, typeof atMs === 'number' ? atMs : 0));
  }
  return [...latest].sort(([, one], [, other]) => one - other).map(([folder]) => folder);
}
