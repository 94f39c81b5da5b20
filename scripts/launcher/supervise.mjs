import { setTimeout as pause } from 'node:timers/promises';
import { startServer } from './server-process.mjs';

const patience = { crashes: 5, withinMs: 60_000 };
const firstDelayMs = 500;

/**
 * Keeps the server running: a crash is announced and followed by another start, each a little later than the last.
 * @param {object} options
 * @param {NodeJS.ProcessEnv} options.env of the server
 * @param {ReturnType<import('./server-log.mjs').serverLog>} options.log
 * @param {(line: string) => void} options.say
 * @param {(facts: { url?: string, serverPid?: number }) => void} options.note
 * @param {(reason: string) => void} options.onGivingUp called once, when the server says that it cannot run, or crashes too often
 */
export function superviseServer({ env, log, say, note, onGivingUp }) {
  const crashes = [];
  let current;
  let stopping = false;
  let everReady = false;

  const showLink = (link) => say(`First start: open this one-time link to create the owner:\n\n  ${link}\n`);

  /** The link may come before or after the server listens; it is shown once both are true. */
  const on = (attempt) => ({
    ready: ({ url }) => {
      note({ url });
      say(everReady ? `The server is back at ${url}` : `\nClawButler is running at ${url}\n`);
      everReady = attempt.ready = true;
      if (attempt.link) showLink(attempt.link);
    },
    'setup-link': ({ url }) => {
      attempt.link = url;
      if (attempt.ready) showLink(url);
    },
    fatal: ({ message }) => (attempt.fatal = message),
  });

  function giveUp(reason) {
    stopping = true;
    onGivingUp(reason);
  }

  /** The server usually says on its error output, too, why it cannot start; once is enough. */
  function explain(message) {
    const said = log.lastLines().some((line) => message.startsWith(line));
    return said ? 'The server cannot start; the reason stands above.' : message;
  }

  /** @returns {number | undefined} how long to wait before the next start; undefined when there were too many */
  function delayAfterCrash() {
    const now = Date.now();
    crashes.push(now);
    const recent = crashes.filter((at) => now - at < patience.withinMs).length;
    return recent > patience.crashes ? undefined : firstDelayMs * 2 ** (recent - 1);
  }

  async function runOnce() {
    const attempt = { fatal: undefined, planned: false, ready: false, link: undefined };
    const server = startServer({ env, log, on: on(attempt) });
    current = { ...server, attempt };
    note({ serverPid: server.pid });
    return { how: await server.exited, attempt };
  }

  async function keepRunning() {
    while (!stopping) {
      const { how, attempt } = await runOnce();
      if (stopping) return;
      // Once it has run, a failing start is worth another try: the database may just be coming back.
      if (attempt.fatal && !everReady) return giveUp(explain(attempt.fatal));
      if (attempt.planned) continue;
      const delayMs = delayAfterCrash();
      if (delayMs === undefined)
        return giveUp(`The server crashed too often.\n${log.lastLines().join('\n')}`);
      say(`The server stopped unexpectedly (${how}); starting it again in ${delayMs / 1000} s.`);
      await pause(delayMs);
    }
  }

  return {
    start: () => void keepRunning().catch((error) => giveUp(error.message)),
    /** Stops the server and starts it again, without counting that as a crash. */
    restart: async () => {
      current.attempt.planned = true;
      await current.stop();
    },
    stop: async () => {
      stopping = true;
      await current?.stop();
    },
    hurry: () => current?.kill(),
  };
}
