import { realpath } from 'node:fs/promises';

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
