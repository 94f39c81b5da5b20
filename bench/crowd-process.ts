// Holds many subscribers and notes when each of them received what. Started by crowd.ts, in a process of its own.
import { WebSocket } from 'ws';
import { nowMs } from './figures.js';
import type { CrowdAnswer, CrowdOrder, CrowdSeat } from './crowd.js';

const sockets: WebSocket[] = [];
let samples: [key: string, atMs: number][] = [];

process.on('message', (order: CrowdOrder) => {
  if (order.do === 'enter') void enter(order.seats, order.pattern, order.document);
  if (order.do === 'tell') {
    answer({ samples });
    samples = [];
  }
  if (order.do === 'leave') process.exit(0);
});
process.on('disconnect', () => process.exit(0));

async function enter(seats: CrowdSeat[], pattern: string, document: string | null): Promise<void> {
  try {
    for (let i = 0; i < seats.length; i += 50)
      await Promise.all(seats.slice(i, i + 50).map((seat) => sit(seat, new RegExp(pattern), document)));
    answer({ entered: sockets.length });
  } catch (error) {
    answer({ failed: String(error) });
  }
}

/** Resolves once the server answered a ping sent after the subscription: it has read both by then. */
function sit(seat: CrowdSeat, pattern: RegExp, document: string | null): Promise<void> {
  const socket = new WebSocket(seat.url, document ? ['graphql-transport-ws'] : [], {
    headers: seat.headers,
    perMessageDeflate: false,
  });
  sockets.push(socket);
  return new Promise((resolve, reject) => {
    socket.once('error', reject);
    socket.once('close', (code) => reject(new Error(`A subscriber was closed with ${code}.`)));
    if (document) socket.once('open', () => socket.send('{"type":"connection_init"}'));
    else socket.once('open', () => resolve());
    socket.on('message', (data) => {
      const atMs = nowMs();
      const text = String(data);
      if (text.startsWith('{"type":"connection_ack"')) subscribe(socket, document!);
      else if (text.startsWith('{"type":"pong"')) resolve();
      else if (text.includes('"errors"')) reject(new Error(text));
      else for (const found of text.matchAll(new RegExp(pattern, 'g'))) samples.push([found[1]!, atMs]);
    });
  });
}

function subscribe(socket: WebSocket, document: string): void {
  socket.send(JSON.stringify({ type: 'subscribe', id: '1', payload: { query: document } }));
  socket.send('{"type":"ping"}');
}

function answer(message: CrowdAnswer): void {
  process.send!(message);
}
