import { runHost } from './cli/run-host.js';

// Whoever reads our output may stop reading (`| head`); that is no reason to fail.
process.stdout.on('error', () => undefined);

process.exitCode = await runHost(process.argv.slice(2), {
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
});
