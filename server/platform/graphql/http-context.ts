import { createHash, randomUUID } from 'node:crypto';
import { isIP } from 'node:net';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Config } from '../config/config.js';
import { bodyHash, type Identity, type Presented } from '../auth/identity.service.js';
import type { PresentedSignature } from '../auth/http-signature.js';
import { AppError } from '../errors/app-error.js';
import { Loaders } from './loaders.js';
import { Origins } from './origins.js';
import type { GraphqlContext } from './request.js';

const sessionSeconds = 60 * 60 * 24 * 14;

/** `__Host-` pins the cookie to this origin; browsers take it over https, and over http on loopback. */
export function cookieName(config: Config): string {
  return isSecureContext(config) ? '__Host-clawbutler' : 'clawbutler';
}

/** Builds a resolver's context from an HTTP request. Nothing is looked up until the guard asks. */
export function httpContext(config: Config, identity: Identity) {
  const origins = new Origins(config);
  return (request: FastifyRequest, reply: FastifyReply): GraphqlContext => {
    const requestId = (reply.getHeader('x-request-id') as string | undefined) ?? randomUUID();
    const signature = signatureOn(origins, request);
    const presented: Presented = { ...presentedBy(config, request), signature, requestId };
    let known: ReturnType<Identity['resolve']> | undefined;
    return {
      resolveCtx: () => (known ??= identity.resolve(presented)),
      signature,
      loaders: new Loaders(),
      reply: {
        setCookie: (token) =>
          void reply.setCookie(cookieName(config), token, cookieOptions(config, sessionSeconds)),
        clearCookie: () => void reply.clearCookie(cookieName(config), cookieOptions(config, 0)),
      },
    };
  };
}

export function presentedBy(config: Config, request: FastifyRequest): Presented {
  const bearer = /^Bearer ([\x21-\x7e]+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? null;
  return {
    cookieToken: bearer === null ? (request.cookies[cookieName(config)] ?? null) : null,
    bearer,
    signature: null,
    overSocket: false,
    organization: header(request, 'clawbutler-organization') ?? linkedOrganization(request),
    ip: isIP(request.ip) ? request.ip : null,
    userAgent: header(request, 'user-agent')?.slice(0, 300) ?? null,
    idempotency: idempotencyOf(request),
  };
}

/** A request's signature; null when it brings none. What it is worth is decided where it is needed. */
function signatureOn(origins: Origins, request: FastifyRequest): PresentedSignature | null {
  const input = header(request, 'signature-input');
  if (input === null) return null;
  const { rawBody } = request as FastifyRequest & { rawBody?: Buffer };
  return {
    input,
    signature: header(request, 'signature') ?? '',
    contentDigest: header(request, 'content-digest') ?? '',
    method: request.method,
    targets: origins.addressesOf(request.url),
    bodyDigest: createHash('sha256')
      .update(rawBody ?? '')
      .digest(),
  };
}

/** A download is a link, and a link cannot set headers: it names its organisation in the query. */
function linkedOrganization({ method, query }: FastifyRequest): string | null {
  const named = (query as Record<string, unknown> | null)?.organization;
  return method === 'GET' && typeof named === 'string' && named !== '' ? named : null;
}

function idempotencyOf(request: FastifyRequest): Presented['idempotency'] {
  const key = header(request, 'idempotency-key');
  if (key === null) return undefined;
  if (key.length > 200) {
    throw new AppError('INVALID_INPUT', 'An idempotency key has at most 200 characters.');
  }
  return { key, bodyHash: bodyHash(JSON.stringify(request.body ?? null)) };
}

function header(request: FastifyRequest, name: string): string | null {
  const value = request.headers[name];
  return typeof value === 'string' && value !== '' ? value : null;
}

function cookieOptions(config: Config, maxAge: number) {
  return { path: '/', httpOnly: true, sameSite: 'lax' as const, secure: isSecureContext(config), maxAge };
}

function isSecureContext(config: Config): boolean {
  const { protocol, hostname } = new URL(config.publicUrl);
  return (
    protocol === 'https:' || hostname === 'localhost' || hostname === '[::1]' || hostname.startsWith('127.')
  );
}
