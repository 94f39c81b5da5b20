import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { filesUnder, inProject, projectRoot } from './project.mjs';

const node = (...args) => [process.execPath, ...args];
const tool = (file, ...args) => node(inProject('node_modules', file), ...args);
const existing = (...places) => places.filter((place) => existsSync(inProject(place)));
/** `--accept-migrations` writes new migrations into migrations/checksums.json; each check reads what concerns it. */
const options = process.argv.slice(2).filter((word) => word.startsWith('-'));
const programs = () => existing('server', 'agent', 'console', 'migrations', 'bench', 'tests', 'scripts');

/** Every check by name, in the order of how fast it fails. @returns {[string, string[]][]} */
const checks = () => [
  ['contract', node(inProject('scripts/codegen.mjs'), '--check')],
  ['format', tool('prettier/bin/prettier.cjs', '--check', '--log-level=warn', '.')],
  ['lint', tool('eslint/bin/eslint.js', '.')],
  ['types', tool('typescript/bin/tsc', '--noEmit')],
  ...existing('console/tsconfig.json').map((file) => [
    'types of the console',
    tool('typescript/bin/tsc', '--noEmit', '-p', file),
  ]),
  [
    'floors and doorways',
    tool(
      'dependency-cruiser/bin/dependency-cruise.mjs',
      '--config',
      '.dependency-cruiser.cjs',
      ...programs(),
    ),
  ],
  ...filesUnder('scripts/check', (file) => file.endsWith('.mjs')).map((file) => [
    nameOf(file),
    node(inProject(file), ...options),
  ]),
];

/** scripts/check/bare-start.mjs → bare start */
const nameOf = (file) =>
  file
    .replace(/^.*\//, '')
    .replace(/\.mjs$/, '')
    .replaceAll('-', ' ');

/** @returns {Promise<{ ok: boolean, output: string, seconds: number }>} */
function runCheck([command, ...args]) {
  const started = performance.now();
  const child = spawn(command, args, { cwd: projectRoot, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
  return new Promise((resolve) => {
    const end = (ok) => resolve({ ok, output, seconds: (performance.now() - started) / 1000 });
    child.once('error', () => end(false));
    child.once('close', (code) => end(code === 0));
  });
}

const only = process.argv.slice(2).find((word) => !word.startsWith('-'));
const wanted = checks().filter(([name]) => !only || name === only);
const failed = [];
for (const [name, command] of wanted) {
  const { ok, output, seconds } = await runCheck(command);
  console.log(`${ok ? '✔' : '✘'} ${name.padEnd(24)} ${seconds.toFixed(1).padStart(6)} s`);
  if (!ok) failed.push(name);
  if (!ok || /warning/.test(output)) console.log(output.trimEnd());
}
if (failed.length > 0) console.log(`\nFailed: ${failed.join(', ')}`);
process.exitCode = failed.length > 0 || wanted.length === 0 ? 1 : 0;
console.log(`${wanted.length - failed.length} passed, ${failed.length} failed`);
