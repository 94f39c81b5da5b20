import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ensureBuilt, ensureInstalled, run } from './launcher/bootstrap.mjs';
import { filesUnder, inProject } from './project.mjs';

/** A benchmark is bench/<name>.bench.ts (or .mjs); its first comment line says what it measures. */
const benches = () =>
  filesUnder('bench', (file) => /\.bench\.(ts|mjs)$/.test(file)).map((file) => {
    const text = readFileSync(inProject(file), 'utf8');
    const description = /^(?:\/\/|\/\*\*?)\s*(.+?)\s*(?:\*\/)?$/m.exec(text)?.[1] ?? '';
    return {
      file,
      name: path.basename(file).replace(/\.bench\.\w+$/, ''),
      description,
      hasShort: text.includes('--short'),
    };
  });

function list({ onlyShort }) {
  const shown = benches().filter((bench) => !onlyShort || bench.hasShort);
  const width = Math.max(0, ...shown.map(({ name }) => name.length));
  for (const { name, description } of shown)
    console.log(onlyShort ? name : `${name.padEnd(width)}  ${description}`);
}

/** Compiles benches with what they share with the tests; the product's own build does not contain either. */
async function compileBenches() {
  const { compile } = await import('./build/server.mjs');
  await compile([
    { from: 'bench' },
    { from: 'server/testing' },
    // Machines of the tests sign as real ones do.
    { from: 'agent/client' },
    { from: 'tests/gateway/harness' },
    { from: 'tests/labs' },
    { from: 'tests/redaction' },
    { from: 'tests/runtimes/harness' },
    // Of the host agent only what is measured alone; its programs are bundles.
    ...['client', 'content', 'runtimes'].map((room) => ({ from: `agent/${room}` })),
  ]);
}

/** The same servers as the tests have, but PostgreSQL with full durability: figures without it would be a lie. */
async function withServers(work) {
  const { startThrowawayPostgres } = await import('./testing/throwaway-postgres.mjs');
  const { startPrivateValkey } = await import('./testing/private-valkey.mjs');
  const [postgres, valkey] = [await startThrowawayPostgres({ durable: true }), await startPrivateValkey()];
  try {
    await work({ ...postgres.env, ...(valkey ? { CLAWBUTLER_TEST_VALKEY_URL: valkey.url } : {}) });
  } finally {
    await Promise.all([postgres.stop(), valkey?.stop()]);
  }
}

async function main([name, ...args]) {
  if (name === undefined || name === 'list') return list({ onlyShort: args.includes('--short') });
  const bench = benches().find((candidate) => candidate.name === name);
  if (!bench) throw new Error(`There is no benchmark "${name}"; \`npm run bench -- list\` names them.`);
  await ensureInstalled(console.log);
  await ensureBuilt(console.log);
  await compileBenches();
  const program = inProject('dist', bench.file.replace(/\.ts$/, '.js'));
  await withServers((env) =>
    run(process.execPath, ['--enable-source-maps', program, ...args], {
      env: { NODE_ENV: 'production', ...process.env, ...env },
    }),
  );
}

await main(process.argv.slice(2)).catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});
