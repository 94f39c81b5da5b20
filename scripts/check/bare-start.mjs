// `npm start` must work before anything is installed: nothing that start.mjs imports statically may be a package.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { inProject } from '../project.mjs';

const importLine = /^(?:import|export)\b[^;]*?from '([^']+)';|^import '([^']+)';/gm;

/** @returns {string[]} complaints about a module and everything it imports */
function complaints(file, seen = new Set()) {
  if (seen.has(file)) return [];
  seen.add(file);
  return [...readFileSync(file, 'utf8').matchAll(importLine)].flatMap(([, from, bare]) => {
    const name = from ?? bare;
    if (name.startsWith('node:')) return [];
    if (name.startsWith('.')) return complaints(path.resolve(path.dirname(file), name), seen);
    return [`${path.relative(inProject('.'), file)} imports the package ${name}`];
  });
}

const found = ['start', 'test', 'bench'].flatMap((name) => complaints(inProject(`scripts/${name}.mjs`)));
if (found.length > 0) console.error(`These run before anything is installed:\n${found.join('\n')}`);
process.exitCode = found.length > 0 ? 1 : 0;
