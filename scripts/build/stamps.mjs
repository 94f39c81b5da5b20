import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { filesUnder, inProject } from '../project.mjs';

const isCode = (file) => !/\.(spec|e2e)\.ts$/.test(file) && !file.startsWith('server/testing/');
const isGraphql = (file) => file.endsWith('.graphql');
const contract = () => [
  ...filesUnder('schema', isGraphql),
  ...filesUnder('console', isGraphql),
  ...filesUnder('scripts/codegen'),
];
const tools = ['package-lock.json', '.swcrc', 'scripts/build'];

/** Everything the server is made of. */
const serverSources = () => [
  ...contract(),
  ...['server', 'migrations', ...tools].flatMap((place) => filesUnder(place, isCode)),
];
const consolePages = ['dist/console/index.html', 'dist/explorer/index.html'];
const agentPrograms = [
  ['agent/main.ts', 'dist/agent/clawbutler.js'],
  ['agent/host-main.ts', 'dist/agent/clawbutler-agent.js'],
];
const hasServer = () => existsSync(inProject('server/main.ts'));

/**
 * What can be built: the files whose content decides whether it is stale, and what must exist afterwards.
 * @type {Record<string, { inputs: () => string[], outputs: () => string[] }>}
 */
export const targets = {
  contract: {
    inputs: () => [...contract(), 'package-lock.json'],
    outputs: () =>
      filesUnder('schema', isGraphql).length > 0 ? ['schema/generated/types.ts', 'schema.graphql'] : [],
  },
  server: { inputs: serverSources, outputs: () => (hasServer() ? ['dist/server/main.js'] : []) },
  bundle: { inputs: serverSources, outputs: () => (hasServer() ? ['dist/app/main.js'] : []) },
  console: {
    inputs: () => [...contract(), ...['console', ...tools].flatMap((place) => filesUnder(place, isCode))],
    outputs: () => (existsSync(inProject('console/index.html')) ? consolePages : []),
  },
  agent: {
    inputs: () => [...contract(), ...['agent', ...tools].flatMap((place) => filesUnder(place, isCode))],
    outputs: () => agentPrograms.filter(([entry]) => existsSync(inProject(entry))).map(([, file]) => file),
  },
};

/** @param {string} name of a target */
const stampFile = (name) => inProject('dist', '.stamps', name);

/**
 * Content hash of everything a target is made of: names and bytes, no dates, so a fresh checkout of the same
 * commit is as good as an old one.
 * @param {string} name of a target
 * @returns {string} hex SHA-256
 */
export function fingerprint(name) {
  const hash = createHash('sha256');
  for (const file of [...new Set(targets[name].inputs())].sort()) {
    hash.update(`${file}\0`).update(
      createHash('sha256')
        .update(readFileSync(inProject(file)))
        .digest(),
    );
  }
  return hash.digest('hex');
}

/**
 * The targets whose sources changed since they were last built here.
 * @returns {string[]}
 */
export function staleTargets() {
  return Object.keys(targets).filter((name) => {
    if (!targets[name].outputs().every((file) => existsSync(inProject(file)))) return true;
    const stamp = stampFile(name);
    return !existsSync(stamp) || readFileSync(stamp, 'utf8') !== fingerprint(name);
  });
}

/** @param {string} name of a target @param {string} print fingerprint taken before it was built */
export function markBuilt(name, print) {
  mkdirSync(path.dirname(stampFile(name)), { recursive: true });
  writeFileSync(stampFile(name), print);
}
