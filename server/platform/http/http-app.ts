import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import cookieParser from '@fastify/cookie';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { DynamicModule } from '@nestjs/common';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Config } from '../config/config.js';
import { AppError } from '../errors/app-error.js';
import { Origins } from '../graphql/origins.js';
import { isTooDeep } from '../input/json-depth.js';
import { securityHeaders } from './security-headers.js';

const bodyLimit = 256 * 1024;
const consoleFolder = join(process.cwd(), 'dist', 'console');
const explorerFolder = join(process.cwd(), 'dist', 'explorer');
/** First path segments that are never the console's. */
const serverPaths = /^\/(?:graphql|health|metrics|export|schema\.graphql|assets|explorer)(?:\/|$|\?)/;

/** Builds the HTTP side of a process: Nest on Fastify with our gate in front and the console behind. */
export async function createHttpApp(module: DynamicModule, config: Config): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({
    bodyLimit,
    trustProxy:
      config.trustedProxies === 0 ? false : (_address: string, hop: number) => hop < config.trustedProxies,
    forceCloseConnections: 'idle',
    logger: false,
    routerOptions: { maxParamLength: 200 },
  });
  const fastify = adapter.getInstance() as unknown as FastifyInstance;
  gate(fastify, config);
  await fastify.register(cookieParser as never);
  // Tests that run the server inside the test runner speak to the API only.
  if (config.environment !== 'test' && existsSync(join(consoleFolder, 'index.html')))
    await serveConsole(fastify);
  if (config.environment === 'development' && existsSync(join(explorerFolder, 'index.html')))
    await serveExplorer(fastify);
  return NestFactory.create<NestFastifyApplication>(module, adapter, {
    logger: false,
    abortOnError: false,
    // Hosts sign the bytes they sent.
    rawBody: true,
  });
}

/** Before routing: request id, headers, Host and Origin allow-lists, POST and JSON only for GraphQL. */
function gate(fastify: FastifyInstance, config: Config): void {
  const origins = new Origins(config);
  fastify.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', randomUUID());
    reply.headers(securityHeaders(config));
    const refusal = refuse(request, config, origins);
    if (refusal) await answer(reply, refusal);
  });
  fastify.addHook('preValidation', async (request, reply) => {
    if (isTooDeep(request.body))
      await answer(reply, new AppError('INVALID_INPUT', 'The request nests deeper than anything here does.'));
  });
}

/** Probes come by address, from inside: they tell nothing and change nothing, or they bring a token no browser has. */
function isProbe(request: FastifyRequest, config: Config): boolean {
  return request.url.startsWith('/health/') || (request.url === '/metrics' && config.metricsToken !== null);
}

function refuse(request: FastifyRequest, config: Config, origins: Origins): AppError | null {
  const { origin, host } = request.headers;
  if (!isProbe(request, config) && !origins.allowsHost(host)) {
    return new AppError('ORIGIN_REFUSED', 'This host name is not one of ours. Set CLAWBUTLER_PUBLIC_URL.');
  }
  if (origin !== undefined && !origins.allowsOrigin(origin) && request.method !== 'GET') {
    return new AppError('ORIGIN_REFUSED');
  }
  return request.url.split('?')[0] === '/graphql' ? refuseOperation(request) : null;
}

/** GraphQL takes POST with JSON only, and a cookie only from a page of ours. */
function refuseOperation(request: FastifyRequest): AppError | null {
  const { origin, cookie, authorization } = request.headers;
  if (request.method !== 'POST') return new AppError('METHOD_NOT_ALLOWED');
  const type = (request.headers['content-type'] ?? '').split(';')[0]!.trim().toLowerCase();
  if (type !== 'application/json') return new AppError('UNSUPPORTED_MEDIA_TYPE');
  // A browser sends Origin with every POST; a cookie without one did not come from a browser's page of ours.
  if (origin === undefined && cookie !== undefined && authorization === undefined) {
    return new AppError('ORIGIN_REFUSED', 'Send an Origin header with a cookie, or use a bearer token.');
  }
  return null;
}

async function answer(reply: FastifyReply, error: AppError, status = error.status): Promise<void> {
  const requestId = String(reply.getHeader('x-request-id') ?? '');
  await reply
    .status(status)
    .send({ errors: [{ message: error.message, extensions: { code: error.code, requestId } }] });
}

async function serveConsole(fastify: FastifyInstance): Promise<void> {
  const { default: fastifyStatic } = await import('@fastify/static');
  await fastify.register(
    fastifyStatic as never,
    {
      root: consoleFolder,
      wildcard: false,
      index: false,
      maxAge: '1y',
      immutable: true,
      // The build puts `.gz` beside scripts and styles.
      preCompressed: true,
      setHeaders: (reply: { header: (name: string, value: string) => void }, path: string) => {
        if (!path.includes('/assets/')) reply.header('cache-control', 'no-cache');
      },
    } as never,
  );
  fastify.addHook('onRequest', async (request, reply) => {
    if (request.method !== 'GET' || reply.sent) return;
    const path = request.url.split('?')[0]!;
    const isPage = !serverPaths.test(request.url) && !/\.[a-z0-9]{2,5}$/i.test(path);
    if (isPage)
      await (reply as unknown as { sendFile: (file: string) => Promise<void> }).sendFile('index.html');
  });
}

/** The page for trying operations by hand, at `/explorer/`: whoever runs in production does not have it. */
async function serveExplorer(fastify: FastifyInstance): Promise<void> {
  const { default: fastifyStatic } = await import('@fastify/static');
  const options = { root: explorerFolder, prefix: '/explorer/', decorateReply: false, redirect: true };
  await fastify.register(fastifyStatic as never, options as never);
}
