import type { WebSocket } from 'ws';

const drainTimeoutMs = 10_000;
const highWaterBytes = 1024 * 1024;

/** Waits while a slow reader catches up, so that its subscription pulls no further; one that never does is closed to resume later. */
export function sendBounded(socket: WebSocket, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    if (socket.readyState !== socket.OPEN) return resolve();
    if (socket.bufferedAmount <= highWaterBytes) {
      socket.send(text, (error) => (error ? reject(error) : undefined));
      return resolve();
    }
    const timer = setTimeout(() => socket.terminate(), drainTimeoutMs);
    socket.send(text, () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
