import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { inProject, projectRoot } from '../project.mjs';

/** No suite may hang for ever: one that takes this long has failed. */
const timeLimitMs = 30 * 60_000;

/** @typedef {{ passed: number, failed: number }} Tally */

/**
 * A file that could not be run hides an unknown number of tests; it counts as one failure. So does a run that ended
 * badly without any test to blame (set-up failed, jest crashed, time ran out), and a test somebody skipped.
 * @param {string} report jest's JSON file @param {number | null} exitCode
 * @returns {Tally}
 */
function tally(report, exitCode) {
  try {
    const { numPassedTests, numFailedTests, numRuntimeErrorTestSuites, numPendingTests, numTodoTests } =
      JSON.parse(readFileSync(report, 'utf8'));
    const failed = numFailedTests + numRuntimeErrorTestSuites + numPendingTests + numTodoTests;
    return { passed: numPassedTests, failed: exitCode === 0 || failed > 0 ? failed : 1 };
  } catch {
    return { passed: 0, failed: 1 };
  }
}

/**
 * Runs one suite of jest.config.mjs with its output on our terminal.
 * @param {string} suite
 * @param {string[]} args passed on to jest
 * @returns {Promise<Tally>}
 */
export async function runJest(suite, args) {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'clawbutler-jest-'));
  const report = path.join(folder, 'report.json');
  const words = [
    '--experimental-vm-modules',
    '--disable-warning=ExperimentalWarning',
    inProject('node_modules/jest/bin/jest.js'),
  ];
  const options = ['-c', 'jest.config.mjs', '--json', `--outputFile=${report}`, ...args];
  const child = spawn(process.execPath, [...words, ...options], {
    cwd: projectRoot,
    env: { ...process.env, CLAWBUTLER_TEST_SUITE: suite },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const timer = setTimeout(() => child.kill('SIGKILL'), timeLimitMs);
  const exitCode = await new Promise((resolve) => {
    child.once('error', () => resolve(null));
    child.once('exit', resolve);
  });
  clearTimeout(timer);
  const result = tally(report, exitCode);
  rmSync(folder, { recursive: true, force: true });
  return result;
}
