import { chmodSync, existsSync } from 'node:fs';
import { inProject } from '../project.mjs';

/** The host agent and CLI as one self-contained file; nothing to do while there is no agent. */
export async function buildAgent() {
  if (!existsSync(inProject('agent/main.ts'))) return;
  const { rolldown } = await import('rolldown');
  const bundle = await rolldown({
    input: inProject('agent/main.ts'),
    platform: 'node',
    resolve: { extensionAlias: { '.js': ['.ts', '.js'] } },
  });
  const file = inProject('dist/agent/clawbutler.js');
  await bundle.write({ file, format: 'esm', banner: '#!/usr/bin/env node', codeSplitting: false });
  await bundle.close();
  chmodSync(file, 0o755);
}
