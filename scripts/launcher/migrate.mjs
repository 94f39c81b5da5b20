import { spawn } from 'node:child_process';
import { inProject, projectRoot } from '../project.mjs';
import { trackChild } from './bootstrap.mjs';
import { PlainError } from './terminal.mjs';

/**
 * Brings the database to the schema of this version, with the server's own migration program.
 * @param {NodeJS.ProcessEnv} env with `CLAWBUTLER_DATABASE_OWNER_URL`
 * @returns {Promise<void>}
 * @throws {PlainError} with what the program said
 */
export function migrate(env) {
  const child = trackChild(
    spawn(process.execPath, [inProject('dist/app/migrate.js')], {
      cwd: projectRoot,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    }),
  );
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => (output = (output + chunk).slice(-8_000)));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve();
      else
        reject(
          new PlainError(
            `The database could not be brought up to date; nothing was started.\n${output.trim()}`,
          ),
        );
    });
  });
}
