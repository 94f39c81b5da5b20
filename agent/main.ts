import { writeSync } from 'node:fs';
import { run } from './cli/run.js';

const exitCode = run(process.argv.slice(2), {
  out: (text) => void writeSync(1, text),
  err: (text) => void writeSync(2, text),
});
process.exitCode = exitCode;
