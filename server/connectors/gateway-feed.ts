import { Injectable } from '@nestjs/common';
import type { Ctx } from '../platform/auth/ctx.js';
import type { GatewayConnection } from './openclaw/gateway-connection.js';
import type { GatewayEvent } from './openclaw/frames.js';
import type { Hello } from './openclaw/handshake.js';
import type { ConnectorCommand } from './connector-command.js';

/** A connected gateway as higher rooms see it. Valid until `signal` aborts. */
export interface GatewayPeer {
  readonly organizationId: string;
  readonly connectorId: string;
  readonly connectorName: string;
  /** Acts in the gateway's name: what it tells is recorded as told by it. */
  readonly ctx: Ctx;
  readonly connection: GatewayConnection;
  readonly hello: Hello;
  /** True when decisions and levers must not be used. */
  readonly readOnly: boolean;
  /** Whether the gateway restarted since the last session; null when it does not tell. */
  readonly restarted: boolean | null;
  readonly signal: AbortSignal;
}

/**
 * What a command handler says: done, or try again later. Throwing means try again. With `noted` it said
 * `ConnectorCommands.finish` itself, in the transaction that notes what became of it.
 */
export type CommandOutcome =
  { done: true; noted?: true; result?: unknown } | { done: false; retryInMs: number; note: string };

/** A higher room that wants to hear gateways. Every method may be called again for the same facts. */
export interface GatewayListener {
  /** After each hello and each gap, before newer events: read everything again. */
  onSession?(peer: GatewayPeer): Promise<void>;
  /** All events of a gateway, in order: those that wait, together. The next come once these are handled. */
  onEvents?(peer: GatewayPeer, events: readonly GatewayEvent[]): Promise<void>;
  /** About every minute while connected. */
  onRefresh?(peer: GatewayPeer): Promise<void>;
  /** Kinds of queued work this room carries out. */
  commands?: Record<
    string,
    {
      run(peer: GatewayPeer, command: ConnectorCommand): Promise<CommandOutcome>;
      /** The command's time ran out before a gateway took it. */
      expired(organizationId: string, command: ConnectorCommand): Promise<void>;
    }
  >;
}

/** Where higher rooms register at start-up to hear gateways: a call down, so that this room knows none of them. */
@Injectable()
export class GatewayFeed {
  readonly listeners: GatewayListener[] = [];

  register(listener: GatewayListener): void {
    this.listeners.push(listener);
  }

  handlerOf(kind: string): NonNullable<GatewayListener['commands']>[string] | undefined {
    for (const listener of this.listeners) {
      const handler = listener.commands?.[kind];
      if (handler) return handler;
    }
    return undefined;
  }
}
