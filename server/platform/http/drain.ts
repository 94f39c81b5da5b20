import { Server } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';

const tickMs = 50;
/** Ticks, not milliseconds: between two of them even a stalled process reads what has arrived. */
const quietTicks = 4;
const maxTicks = 160;

/**
 * Prepares an HTTP side to end well. The function returned lets nobody new in, answers what is on its way, tells every
 * client with its answer that the connection is over, and resolves when all is quiet or time is up. Call before the app
 * listens.
 */
export function drainable(app: NestFastifyApplication): () => Promise<void> {
  const fastify = app.getHttpAdapter().getInstance() as unknown as FastifyInstance;
  let draining = false;
  let arrived = 0;
  let inFlight = 0;
  fastify.addHook('onSend', async (_request, reply) => {
    if (draining) reply.header('connection', 'close');
  });
  fastify.server.prependListener('request', (_request, response) => {
    arrived++;
    inFlight++;
    response.once('close', () => inFlight--);
  });
  return async () => {
    draining = true;
    // Who has connected already is let in first: closing the listener resets what nobody accepted yet.
    await pause(tickMs);
    // The listener only: the HTTP server's own close would cut connections whose request is not read yet.
    Server.prototype.close.call(fastify.server);
    for (let quiet = 0, ticks = 0; quiet < quietTicks && ticks < maxTicks; ticks++) {
      const before = arrived;
      await pause(tickMs);
      quiet = inFlight === 0 && arrived === before ? quiet + 1 : 0;
    }
    fastify.server.closeIdleConnections();
  };
}
