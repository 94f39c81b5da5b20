import { fingerprint, markBuilt, staleTargets, targets } from './build/stamps.mjs';
import { isProgram } from './project.mjs';

/** @type {Record<string, () => Promise<void>>} loaded on demand: a server-only build must not pay for vite */
const builders = {
  contract: async () => {
    if (targets.contract.outputs().length > 0) await (await import('./codegen.mjs')).generate();
  },
  server: async () => (await import('./build/server.mjs')).buildServer(),
  bundle: async () => (await import('./build/bundle.mjs')).bundleServer(),
  console: async () => (await import('./build/console.mjs')).buildConsole(),
  agent: async () => (await import('./build/agent.mjs')).buildAgent(),
};

/** The contract's types go into everything, the compiled server into its bundle. */
const first = ['contract', 'server'];

/**
 * Builds what is stale: what others are made of one by one, then the rest together.
 * @param {{ only?: string[], say?: (line: string) => void }} [options]
 * @returns {Promise<string[]>} the targets that were built
 * @throws with the compiler's own message
 */
export async function build({ only, say = () => {} } = {}) {
  const stale = staleTargets().filter((name) => !only || only.includes(name));
  const run = async (name) => {
    const started = performance.now();
    const print = fingerprint(name);
    await builders[name]();
    markBuilt(name, print);
    say(`  built ${name} in ${((performance.now() - started) / 1000).toFixed(1)} s`);
  };
  for (const name of stale.filter((name) => first.includes(name))) await run(name);
  await Promise.all(stale.filter((name) => !first.includes(name)).map(run));
  return stale;
}

if (isProgram(import.meta.url)) {
  const only = process.argv.slice(2).filter((word) => !word.startsWith('-'));
  try {
    const built = await build({ only: only.length > 0 ? only : undefined, say: console.log });
    if (built.length === 0) console.log('  everything is up to date');
  } catch (error) {
    console.error(`The build failed: ${error.stack ?? error}`);
    process.exitCode = 1;
  }
}
