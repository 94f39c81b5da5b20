import type { IncomingMessage } from 'node:http';
import type { Presented } from '../auth/identity.service.js';

/** What a WebSocket's handshake and its `connection_init` show of who is there; nothing is looked up yet. */
export function presentedOnSocket(
  request: IncomingMessage,
  params: Record<string, unknown> | undefined,
  cookieName: string,
): Presented {
  const bearer = bearerOf(text(params?.authorization) ?? request.headers.authorization ?? '');
  // A browser always sends Origin; a cookie without one is somebody replaying it.
  const mayUseCookie = bearer === null && request.headers.origin !== undefined;
  return {
    cookieToken: mayUseCookie ? cookieOf(request, cookieName) : null,
    bearer,
    signature: null,
    overSocket: true,
    organization: text(params?.organization),
    ip: request.socket.remoteAddress ?? null,
    userAgent: request.headers['user-agent']?.slice(0, 300) ?? null,
  };
}

function bearerOf(authorization: string): string | null {
  return /^Bearer ([\x21-\x7e]+)$/i.exec(authorization)?.[1] ?? null;
}

function text(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

function cookieOf(request: IncomingMessage, name: string): string | null {
  for (const part of (request.headers.cookie ?? '').split(';')) {
    const at = part.indexOf('=');
    if (at > 0 && part.slice(0, at).trim() === name) return part.slice(at + 1).trim();
  }
  return null;
}
