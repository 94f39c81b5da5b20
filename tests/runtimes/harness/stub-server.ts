import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface StubServer {
  url: string;
  close(): Promise<void>;
}

/** Serves a STUB model provider on a free port of 127.0.0.1. */
export async function serveStub(
  answer: (request: IncomingMessage, body: unknown, response: ServerResponse) => void,
): Promise<StubServer> {
  const server = createServer((request, response) => {
    readBody(request)
      .then((body) => answer(request, body, response))
      .catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

async function readBody(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString();
  return text === '' ? {} : (JSON.parse(text) as unknown);
}

/** A started stream of server-sent events; the function sends one. */
export function eventStream(
  response: ServerResponse,
  headers: Record<string, string>,
): (type: string, fields: object) => void {
  response.writeHead(200, { 'content-type': 'text/event-stream', ...headers });
  return (type, fields) => {
    response.write(`event: ${type}\ndata: ${JSON.stringify({ type, ...fields })}\n\n`);
  };
}

/** Which script the last prompt names, as `[[script:name]]`; null when it names none. */
export function scriptNamed(text: string): string | null {
  return [...text.matchAll(/\[\[script:(\w+)\]\]/g)].pop()?.[1] ?? null;
}
