import { setTimeout as pause } from 'node:timers/promises';
import { startServer } from './server-process.mjs';

const patience = { crashes: 5, withinMs: 60_000 };
const firstDelayMs = 500;

/**
 * Keeps the server running: a crash is announced and followed by another start, each a little later than the last.
 * `note` receives `url` and `serverPid` as they become known; `onGivingUp` is called once, when the server says that it
 * cannot run, or crashes too often.
 */
export class Supervisor {
  #options;
  #crashes = [];
  #current;
  #stopping = false;
  #everReady = false;

  /**
   * @param {object} options
   * @param {NodeJS.ProcessEnv} options.env of the server
   * @param {ReturnType<import('./server-log.mjs').serverLog>} options.log
   * @param {(line: string) => void} options.say
   * @param {(facts: { url?: string, serverPid?: number }) => void} options.note
   * @param {(reason: string) => void} options.onGivingUp
   */
  constructor(options) {
    this.#options = options;
  }

  start() {
    this.#keepRunning().catch((error) => this.#giveUp(error.message));
  }

  /** Stops the server and starts it again, without counting that as a crash. */
  async restart() {
    this.#current.attempt.planned = true;
    await this.#current.server.stop();
  }

  async stop() {
    this.#stopping = true;
    await this.#current?.server.stop();
  }

  hurry() {
    this.#current?.server.kill();
  }

  async #keepRunning() {
    while (!this.#stopping) {
      const { how, attempt } = await this.#runOnce();
      if (this.#stopping) return;
      // Once it has run, a failing start is worth another try: the database may just be coming back.
      if (attempt.fatal && !this.#everReady) return this.#giveUp(this.#explain(attempt.fatal));
      if (!attempt.planned && !(await this.#waitAfterCrash(how))) return;
    }
  }

  async #runOnce() {
    const attempt = { fatal: undefined, planned: false, ready: false, link: undefined };
    const { env, log, note } = this.#options;
    const server = startServer({ env, log, on: this.#reactions(attempt) });
    this.#current = { server, attempt };
    note({ serverPid: server.pid });
    return { how: await server.exited, attempt };
  }

  /** The link may come before or after the server listens; it is shown once both are true. */
  #reactions(attempt) {
    const { say, note } = this.#options;
    const showLink = () =>
      say(`First start: open this one-time link to create the owner:\n\n  ${attempt.link}\n`);
    return {
      ready: ({ url }) => {
        note({ url });
        say(this.#everReady ? `The server is back at ${url}` : `\nClawButler is running at ${url}\n`);
        this.#everReady = attempt.ready = true;
        if (attempt.link) showLink();
      },
      'setup-link': ({ url }) => {
        attempt.link = url;
        if (attempt.ready) showLink();
      },
      fatal: ({ message }) => (attempt.fatal = message),
    };
  }

  /** @returns {Promise<boolean>} false when there were too many crashes */
  async #waitAfterCrash(how) {
    const now = Date.now();
    this.#crashes.push(now);
    const recent = this.#crashes.filter((at) => now - at < patience.withinMs).length;
    if (recent > patience.crashes) {
      this.#giveUp(`The server crashed too often.\n${this.#options.log.lastLines().join('\n')}`);
      return false;
    }
    const delayMs = firstDelayMs * 2 ** (recent - 1);
    this.#options.say(`The server stopped unexpectedly (${how}); starting it again in ${delayMs / 1000} s.`);
    await pause(delayMs);
    return true;
  }

  #giveUp(reason) {
    this.#stopping = true;
    this.#options.onGivingUp(reason);
  }

  /** The server usually says on its error output, too, why it cannot start; once is enough. */
  #explain(message) {
    const said = this.#options.log.lastLines().some((line) => message.startsWith(line));
    return said ? 'The server cannot start; the reason stands above.' : message;
  }
}
