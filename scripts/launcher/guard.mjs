import { spawn } from 'node:child_process';

/**
 * A shell that starts a program, tells us its process id, and interrupts it as soon as we are gone: our death, however
 * sudden, closes the pipe that the inner loop reads. `wait` ends with the program, so its end is seen at once too.
 */
const script = `
exec 3<&0
"$@" </dev/null 3<&- >/dev/null & program=$!
echo "$program"
exec >/dev/null
while read -r _; do :; done <&3 && kill -INT "$program" 2>/dev/null &
guard=$!
exec 3<&-
wait "$program"; status=$?
kill "$guard" 2>/dev/null
exit "$status"
`;

/**
 * A program which does not outlive us.
 * @typedef {object} Guarded
 * @property {number} pid of the program itself
 * @property {Promise<number | null>} exited its exit code; null when a signal ended the shell around it
 * @property {() => void} interrupt asks it to end (SIGINT)
 */

/**
 * Starts a program in its own session (a Ctrl-C in the terminal does not reach it) and ties its life to ours.
 * @param {string[]} command
 * @param {{ uid?: number, gid?: number, env: NodeJS.ProcessEnv, stderr: number }} options `stderr` is an open file
 * @returns {Promise<Guarded>}
 */
export async function startGuarded(command, { stderr, ...options }) {
  const shell = spawn('/bin/sh', ['-c', script, 'guard', ...command], {
    ...options,
    cwd: '/',
    detached: true,
    stdio: ['pipe', 'pipe', stderr],
  });
  shell.stdin.on('error', () => {});
  const exited = new Promise((resolve) => {
    shell.once('error', () => resolve(null));
    shell.once('exit', (code) => resolve(code));
  });
  const pid = await new Promise((resolve, reject) => {
    shell.once('error', reject);
    shell.stdout.once('data', (line) => resolve(Number(line)));
    shell.stdout.once('end', () => reject(new Error(`${command[0]} could not be started`)));
  });
  return { pid, exited, interrupt: () => shell.stdin.end() };
}
