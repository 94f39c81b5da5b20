/** npm hands Ctrl-C on to us although the terminal already did: what follows within this time is the same key press. */
const samePressMs = 800;

/**
 * The way down: everything that was started is stopped in reverse order, once.
 * @param {(line: string) => void} say
 * @returns {{ stopping: () => boolean, add: (part: { stop: () => Promise<void> | void, hurry?: () => void }) => void, listen: () => void, run: (exitCode: number) => Promise<void> }}
 */
export function createShutdown(say) {
  const parts = [];
  let running;
  let firstAt = 0;

  async function stopAll(exitCode) {
    let code = exitCode;
    for (const part of parts.reverse()) {
      try {
        await part.stop();
      } catch (error) {
        say(`While stopping: ${error.message}`);
        code = 1;
      }
    }
    process.exit(code);
  }

  /** First request: orderly. A later one from an impatient person: at once. */
  const run = (exitCode) => (running ??= stopAll(exitCode));

  function onSignal() {
    if (!running) {
      firstAt = Date.now();
      say('\nStopping …');
      void run(0);
    } else if (Date.now() - firstAt > samePressMs) {
      say('Stopping at once.');
      for (const part of parts) part.hurry?.();
    }
  }

  return {
    stopping: () => running !== undefined,
    add: (part) => parts.push(part),
    listen: () => ['SIGINT', 'SIGTERM', 'SIGHUP'].forEach((name) => process.on(name, onSignal)),
    run,
  };
}
