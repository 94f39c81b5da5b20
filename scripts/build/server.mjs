import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { transformFile } from '@swc/core';
import { filesUnder, inProject } from '../project.mjs';
import { swapIn } from './swap.mjs';

const isTest = (file) => /\.(spec|e2e)\.ts$/.test(file);

/** Compiles one source next to its source map; anything that is not TypeScript is copied. */
async function emit(file, target) {
  mkdirSync(path.dirname(target), { recursive: true });
  if (!file.endsWith('.ts') || file.endsWith('.d.ts')) return copyFileSync(inProject(file), target);
  const { code, map } = await transformFile(inProject(file), {
    configFile: inProject('.swcrc'),
    sourceMaps: true,
  });
  const output = target.replace(/\.ts$/, '.js');
  writeFileSync(`${output}.map`, map ?? '');
  writeFileSync(output, `${code}\n//# sourceMappingURL=${path.basename(output)}.map\n`);
}

/**
 * Compiles folders of TypeScript to `dist/`, mirroring their paths so that relative imports keep working.
 * @param {{ from: string, files?: string[] }[]} folders path in the project, and which of its files (default: all but tests)
 * @returns {Promise<void>}
 * @throws when a file does not parse; nothing is replaced then
 */
export async function compile(folders) {
  mkdirSync(inProject('dist'), { recursive: true });
  const workspace = mkdtempSync(inProject('dist', '.compiling-'));
  try {
    const jobs = folders.flatMap(({ from, files = filesUnder(from, (file) => !isTest(file)) }) =>
      files.map((file) => emit(file, path.join(workspace, file))),
    );
    await Promise.all(jobs);
    for (const { from } of folders) {
      if (existsSync(path.join(workspace, from))) swapIn(path.join(workspace, from), inProject('dist', from));
    }
  } finally {
    rmSync(workspace, { recursive: true, force: true });
  }
}

/** The server with the generated contract types and the migrations. */
export const buildServer = () =>
  compile([
    {
      from: 'server',
      files: filesUnder('server', (file) => !isTest(file) && !file.startsWith('server/testing/')),
    },
    {
      from: 'schema/generated',
      files: existsSync(inProject('schema/generated/types.ts')) ? ['schema/generated/types.ts'] : [],
    },
    { from: 'migrations' },
  ]);
