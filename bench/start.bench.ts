// Warm start of `npm start` over the bare start of its PostgreSQL, memory of all processes at rest, size of dependencies.
// It measures the same with and without --short, only fewer times.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from '../server/testing/free-port.js';
import { median, tell } from './figures.js';
import { launch, startBarePostgres } from './launching.js';
import { memoryOfTree } from './process-memory.js';

const rounds = process.argv.includes('--short') ? 2 : 5;
/** After this long nothing of the start is still at work. */
const restMs = 10_000;
const project = path.resolve(import.meta.dirname, '../..');

const folder = mkdtempSync(path.join(tmpdir(), 'clawbutler-bench-start-'));
try {
  const dataDir = path.join(folder, 'data');
  const first = await launch(dataDir, await freePort());
  await first.stop();
  const [warm, bare] = [[] as number[], [] as number[]];
  for (let round = 1; round <= rounds; round++) {
    bare.push(await startBarePostgres(path.join(folder, 'bare')));
    const started = await launch(dataDir, await freePort());
    warm.push(started.seconds);
    if (round === rounds) await tellMemory(started.pid);
    await started.stop();
    console.log(
      `round ${round}: warm start ${seconds(warm.at(-1)!)}, bare PostgreSQL ${seconds(bare.at(-1)!)}`,
    );
  }
  tell('warm start to ready', seconds(median(warm)), { says: '≤ 4 s', met: median(warm) <= 4 });
  console.log(`  ratio to the bare start of PostgreSQL: ${(median(warm) / median(bare)).toFixed(1)}`);
  tellDependencies();
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function tellMemory(pid: number): Promise<void> {
  await pause(restMs);
  const { megabytes, processes } = memoryOfTree(pid);
  tell(`PSS of all ${processes} processes at rest`, `${megabytes.toFixed(0)} MB`, {
    ...{ says: '≤ 400 MB', met: megabytes <= 400 },
  });
}

/** As it is installed here: what `npm ci` left. */
function tellDependencies(): void {
  const folder = realpathSync(path.join(project, 'node_modules'));
  const { stdout } = spawnSync('du', ['-sk', folder], { encoding: 'utf8' });
  const megabytes = Number.parseInt(stdout, 10) / 1_024;
  tell('node_modules', `${megabytes.toFixed(0)} MB`, { says: '≤ 500 MB', met: megabytes <= 500 });
}

function seconds(value: number): string {
  return `${value.toFixed(2)} s`;
}
