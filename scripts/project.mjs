import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** Absolute path of the checkout; every script resolves paths from here, never from the working directory. */
export const projectRoot = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

/**
 * @param {...string} parts path inside the project
 * @returns {string} absolute path
 */
export const inProject = (...parts) => path.join(projectRoot, ...parts);

/** Folders that never hold sources. */
const skipped = new Set(['node_modules', 'dist', 'generated', '.cache', '.git', 'coverage']);

/**
 * All files below a folder of the project, sorted, as paths relative to the project root. A folder that does
 * not exist is empty; a path that names a file is that file.
 * @param {string} place
 * @param {(file: string) => boolean} [wanted]
 * @returns {string[]}
 */
export function filesUnder(place, wanted = () => true) {
  const found = statSync(inProject(place), { throwIfNoEntry: false });
  if (!found) return [];
  if (found.isFile()) return wanted(place) ? [place] : [];
  return readdirSync(inProject(place), { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      if (skipped.has(entry.name)) return [];
      const child = `${place}/${entry.name}`;
      if (entry.isDirectory()) return filesUnder(child, wanted);
      return entry.isFile() && wanted(child) ? [child] : [];
    });
}

/**
 * Is this module the program that node was started with?
 * @param {string} moduleUrl pass `import.meta.url`
 * @returns {boolean}
 */
export const isProgram = (moduleUrl) =>
  process.argv[1] !== undefined && path.resolve(process.argv[1]) === fileURLToPath(moduleUrl);
