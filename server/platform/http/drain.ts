import { setTimeout as pause } from 'node:timers/promises';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';

/** What was sent before a client could know has arrived after this. */
const graceMs = 200;

/**
 * Prepares an HTTP side to end well: the function returned tells every client with its answer that this connection is
 * over, lets arrive what is on its way, and resolves when the last request is answered and nobody can come any more.
 * Call before the app listens.
 */
export function drainable(app: NestFastifyApplication): () => Promise<void> {
  const fastify = app.getHttpAdapter().getInstance() as unknown as FastifyInstance;
  let draining = false;
  fastify.addHook('onSend', async (_request, reply) => {
    if (draining) reply.header('connection', 'close');
  });
  return async () => {
    draining = true;
    await pause(graceMs);
    await fastify.close();
  };
}
