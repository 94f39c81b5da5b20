import { chmodSync, copyFileSync, existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { inProject } from '../project.mjs';

/** The programs of a machine: the entry of each, and its file in dist/agent. */
const programs = [
  ['agent/main.ts', 'clawbutler.js'],
  ['agent/host-main.ts', 'clawbutler-agent.js'],
];

/** Packages made for `require` find their place by these; in the bundle that is the bundle's. */
const banner = `#!/usr/bin/env node
const __filename = import.meta.filename;
const __dirname = import.meta.dirname;`;

/** The CLI and the host agent, each as one self-contained file; nothing to do while there is no agent. */
export async function buildAgent() {
  const { rolldown } = await import('rolldown');
  for (const [entry, name] of programs) {
    if (!existsSync(inProject(entry))) continue;
    const bundle = await rolldown({
      input: inProject(entry),
      platform: 'node',
      resolve: { extensionAlias: { '.js': ['.ts', '.js'] } },
      // Faster sockets, where somebody has them; `ws` does without.
      external: ['bufferutil', 'utf-8-validate'],
      logLevel: 'silent',
    });
    const file = inProject('dist/agent', name);
    await bundle.write({ file, format: 'esm', banner, codeSplitting: false });
    await bundle.close();
    chmodSync(file, 0o755);
  }
  copySqlite();
}

/** SQLite in WebAssembly, for a Node without its own, is read from beside the bundle. */
function copySqlite() {
  const require = createRequire(import.meta.url);
  const folder = dirname(require.resolve('node-sqlite3-wasm'));
  copyFileSync(join(folder, 'node-sqlite3-wasm.wasm'), inProject('dist/agent/node-sqlite3-wasm.wasm'));
}
