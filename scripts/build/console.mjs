import { existsSync } from 'node:fs';
import { inProject } from '../project.mjs';

/** The console as static files in `dist/console`, the explorer of developers apart from it in `dist/explorer`. */
export async function buildConsole() {
  if (!existsSync(inProject('console/index.html'))) return;
  const { build } = await import('vite');
  const page = (root, base, outDir) =>
    build({
      root: inProject(root),
      base,
      configFile: inProject('console/vite.config.ts'),
      logLevel: 'error',
      build: { outDir: inProject(outDir), emptyOutDir: true, reportCompressedSize: false },
    });
  await page('console', '/', 'dist/console');
  await page('console/explorer', '/explorer/', 'dist/explorer');
}
