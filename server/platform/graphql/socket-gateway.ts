import { setMaxListeners } from 'node:events';
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { Inject, Injectable } from '@nestjs/common';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import { GraphQLError, type ExecutionArgs } from 'graphql';
import { CloseCode, makeServer, type SubscribePayload, type Server as WsProtocol } from 'graphql-ws';
import { WebSocketServer, type WebSocket } from 'ws';
import { CONFIG } from '../config/config.token.js';
import type { Config } from '../config/config.js';
import { Identity } from '../auth/identity.service.js';
import { audienceOf, type Audience } from '../auth/audience.js';
import type { Ctx } from '../auth/ctx.js';
import { Log } from '../telemetry/log.js';
import { Metrics } from '../telemetry/metrics.js';
import { cookieName } from './http-context.js';
import { Origins } from './origins.js';
import { formatSocketError } from './error-format.js';
import { SharedSubscriptions } from './shared-subscriptions.js';
import { presentedOnSocket } from './socket-credentials.js';
import { SocketRoster } from './socket-roster.js';
import { sendBounded } from './socket-sending.js';

const path = '/graphql';
const maxPayload = 64 * 1024;
const maxSubscriptions = 50;
const initTimeoutMs = 3000;
const closeTimeoutMs = 1000;

interface Extra {
  request: IncomingMessage;
  socket: WebSocket;
  ctx: Ctx | null;
  audience: Audience | null;
  subscriptions: Set<string>;
  abort: AbortController;
}

/** Our own WebSocket door: exact path, Origin and Host allow-list, subscriptions only, the same limits as HTTP. */
@Injectable()
export class SocketGateway {
  private readonly sockets = new WebSocketServer({
    noServer: true,
    maxPayload,
    perMessageDeflate: false,
    handleProtocols: (offered) => (offered.has('graphql-transport-ws') ? 'graphql-transport-ws' : false),
  });
  private protocol!: WsProtocol<Extra>;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly identity: Identity,
    private readonly schemaHost: GraphQLSchemaHost,
    private readonly subscriptions: SharedSubscriptions,
    private readonly roster: SocketRoster,
    private readonly metrics: Metrics,
    private readonly log: Log,
    private readonly origins: Origins,
  ) {}

  /** Takes over upgrades of the HTTP server. Call once, after the schema is built. */
  attach(server: Server): void {
    this.protocol = makeServer<Record<string, unknown> | undefined, Extra>({
      schema: this.schemaHost.schema,
      connectionInitWaitTimeout: initTimeoutMs,
      onConnect: (context) => this.admit(context.extra, context.connectionParams),
      onSubscribe: (context, id, payload) => this.prepare(context.extra, id, payload),
      subscribe: (args) => this.subscriptions.follow(args),
      onComplete: (context, id) => void context.extra.subscriptions.delete(id),
      onError: (_context, _id, _payload, errors) => errors.map((error) => formatSocketError(error) as never),
      onNext: (...given) => {
        const result = given[4];
        if (!result.errors) return undefined;
        return { ...result, errors: result.errors.map((error) => formatSocketError(error) as never) };
      },
    });
    server.on('upgrade', (request, socket, head) => this.upgrade(request, socket, head));
  }

  /** Closes every socket so that clients reconnect elsewhere and resume. One that does not answer holds nobody up. */
  close(): void {
    for (const socket of this.sockets.clients) socket.close(1012, 'restarting');
    this.sockets.close();
    setTimeout(() => this.sockets.clients.forEach((socket) => socket.terminate()), closeTimeoutMs);
  }

  private upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    socket.on('error', () => undefined);
    const refusal = this.refusal(request);
    if (refusal !== null) {
      // Not left half open: who was refused might never close its side.
      socket.end(`HTTP/1.1 ${refusal}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`, () =>
        socket.destroy(),
      );
      return;
    }
    this.sockets.handleUpgrade(request, socket, head, (webSocket) => this.open(webSocket, request));
  }

  private refusal(request: IncomingMessage): string | null {
    // Compared as text: what came need not be a URL, and an error thrown here would end the process.
    if (request.url?.split('?')[0] !== path) return '404 Not Found';
    if (!this.origins.allowsHost(request.headers.host)) return '403 Forbidden';
    const { origin } = request.headers;
    if (origin === undefined) return null;
    return this.origins.allowsOrigin(origin) ? null : '403 Forbidden';
  }

  private open(socket: WebSocket, request: IncomingMessage): void {
    const extra: Extra = {
      request,
      socket,
      ctx: null,
      audience: null,
      subscriptions: new Set(),
      abort: new AbortController(),
    };
    // One listener per subscription, which are counted elsewhere.
    setMaxListeners(0, extra.abort.signal);
    this.metrics.sockets.inc();
    const closed = this.protocol.opened(
      {
        protocol: socket.protocol,
        send: (text) => sendBounded(socket, request.socket, text),
        close: (code, reason) => socket.close(code, reason),
        onMessage: (listener) => {
          socket.on('message', (message, isBinary) => {
            if (isBinary) return socket.close(CloseCode.BadRequest, 'Text frames only');
            listener(String(message)).catch((error: unknown) => {
              this.log.warn('socket message failed', { error });
              socket.close(CloseCode.InternalServerError, 'Internal error');
            });
          });
        },
      },
      extra,
    );
    socket.on('error', () => undefined);
    socket.once('close', (code, reason) => {
      extra.abort.abort();
      this.metrics.sockets.dec();
      void closed(code, String(reason));
    });
  }

  private async admit(extra: Extra, params: Record<string, unknown> | undefined): Promise<boolean> {
    const { socket } = extra;
    extra.ctx = await this.identity
      .resolve(presentedOnSocket(extra.request, params, cookieName(this.config)))
      .catch(() => null);
    if (!extra.ctx?.credentialId) {
      socket.close(4401, 'Unauthorized');
      return false;
    }
    if (!extra.ctx.organizationId) {
      socket.close(4403, 'Forbidden');
      return false;
    }
    extra.audience = audienceOf(extra.ctx);
    return this.roster.enter(socket, extra.ctx);
  }

  private prepare(
    extra: Extra,
    id: string,
    payload: SubscribePayload,
  ): ExecutionArgs | readonly GraphQLError[] {
    if (extra.subscriptions.size >= maxSubscriptions) {
      return [
        new GraphQLError('Too many subscriptions on one socket.', { extensions: { code: 'RATE_LIMITED' } }),
      ];
    }
    const { ctx, audience, abort, socket, request } = extra;
    const send = (text: string) => sendBounded(socket, request.socket, text);
    const by = { ctx: ctx!, audience: audience!, signal: abort.signal, send };
    const prepared = this.subscriptions.prepare(by, id, payload);
    if (!Array.isArray(prepared)) extra.subscriptions.add(id);
    return prepared;
  }
}
