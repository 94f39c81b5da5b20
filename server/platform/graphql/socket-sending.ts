import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';

const drainTimeoutMs = 10_000;
const highWaterBytes = 1024 * 1024;

const held = new WeakSet<Duplex>();

/**
 * Waits while a slow reader catches up, so that its subscription pulls no further; one that never does is closed to resume later.
 * @param wire the connection under the socket
 */
export function sendBounded(socket: WebSocket, wire: Duplex, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    if (socket.readyState !== socket.OPEN) return resolve();
    holdForThisTurn(wire);
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

/** What is sent in one turn of the event loop leaves in one write: events come in batches, and a write costs more than a frame. */
function holdForThisTurn(wire: Duplex): void {
  if (held.has(wire)) return;
  held.add(wire);
  wire.cork();
  setImmediate(() => {
    held.delete(wire);
    wire.uncork();
  });
}
