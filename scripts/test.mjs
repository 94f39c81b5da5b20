import { spawnSync } from 'node:child_process';
import { ensureBuilt, ensureInstalled } from './launcher/bootstrap.mjs';
import { filesUnder } from './project.mjs';
import { runJest } from './testing/jest-run.mjs';

const isThere = (command) => spawnSync(command, ['--version'], { stdio: 'ignore' }).status === 0;
const browsers = ['chromium', 'chromium-browser', 'google-chrome'];

/** What a suite needs beyond Node and npm; a reason when it is missing. */
const requirements = {
  browser: () => {
    if (process.env.CLAWBUTLER_TEST_CHROMIUM || browsers.some(isThere)) return undefined;
    return 'The browser suite needs Chromium: `apt-get install chromium`, or name one in CLAWBUTLER_TEST_CHROMIUM.';
  },
};

/** Which jest suites a word on the command line means; without one, everything that needs no browser and no big download. */
const suites = {
  all: ['unit', 'launcher'],
  gateway: ['gateway'],
  runtimes: ['runtimes'],
  browser: ['browser'],
  security: ['security'],
};

const hasFiles = (suite) =>
  suite === 'unit' || filesUnder(`tests/${suite}`, (file) => file.endsWith('.e2e.ts')).length > 0;

async function runSuites(names, args) {
  const total = { passed: 0, failed: 0 };
  for (const name of names.filter(hasFiles)) {
    const { passed, failed } = await runJest(name, args);
    total.passed += passed;
    total.failed += failed;
  }
  return total;
}

async function main([first, ...rest]) {
  const known = first !== undefined && Object.hasOwn(suites, first);
  const [suite, args] = known ? [first, rest] : ['all', first === undefined ? [] : [first, ...rest]];
  await ensureInstalled(console.log);
  await ensureBuilt(console.log);
  const missing = requirements[suite]?.();
  if (missing) console.error(missing);
  // A pattern picks files of one suite: the launcher's slow tests join only when everything runs.
  const names = args.length > 0 && suite === 'all' ? ['unit'] : suites[suite];
  return missing ? { passed: 0, failed: 1 } : runSuites(names, args);
}

const { passed, failed } = await main(process.argv.slice(2)).catch((error) => {
  console.error(error.message);
  return { passed: 0, failed: 1 };
});
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
console.log(`${passed} passed, ${failed} failed`);
