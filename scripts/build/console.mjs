import { existsSync } from 'node:fs';
import { inProject } from '../project.mjs';

/** The console as static files in `dist/console`; nothing to do while there is no console. */
export async function buildConsole() {
  if (!existsSync(inProject('console/index.html'))) return;
  const { build } = await import('vite');
  await build({
    root: inProject('console'),
    configFile: inProject('console/vite.config.ts'),
    logLevel: 'error',
    build: { outDir: inProject('dist/console'), emptyOutDir: true, reportCompressedSize: false },
  });
}
