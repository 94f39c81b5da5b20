import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { ConnectorCommand } from '../connectors/connector-command.js';
import {
  GatewayFeed,
  type CommandOutcome,
  type GatewayListener,
  type GatewayPeer,
} from '../connectors/gateway-feed.js';
import type { GatewayEvent } from '../connectors/openclaw/frames.js';
import { systemCtx } from '../platform/auth/ctx.js';
import { Database } from '../platform/database/database.service.js';
import { Log } from '../platform/telemetry/log.js';
import { powerCommand } from './agent-power.service.js';
import { AgentRegistry } from './agent-registry.service.js';
import { GatewayStops } from './gateway-stops.service.js';
import { expiredWords, KillReports } from './kill-reports.service.js';
import { killCommands, KillSwitches } from './kill-switches.service.js';

/** A session waits this long at most for stops to be applied again: approvals are read after it. */
const sessionWaitMs = 10_000;
/** Several changes of a configuration come together. */
const configPauseMs = 500;
const firstRetryMs = 2000;
const lastRetryMs = 60_000;

/** Hears gateways: keeps the registry, and applies stop orders again after every restart and loss of the link. */
@Injectable()
export class AgentsListener implements GatewayListener, OnModuleInit {
  private readonly soon = new Set<string>();

  readonly commands: GatewayListener['commands'] = {
    [killCommands.apply]: {
      run: (peer, command) => this.order(peer, command),
      expired: (organizationId, command) => this.expired(organizationId, command),
    },
    [killCommands.lift]: {
      run: (peer, command) => this.order(peer, command),
      expired: () => Promise.resolve(),
    },
    [powerCommand]: {
      run: async (peer) => {
        await this.stops.settle(peer);
        return { done: true };
      },
      // The order stands in the agent's row and is carried out whenever the gateway comes back.
      expired: () => Promise.resolve(),
    },
  };

  constructor(
    private readonly feed: GatewayFeed,
    private readonly database: Database,
    private readonly registry: AgentRegistry,
    private readonly stops: GatewayStops,
    private readonly kills: KillSwitches,
    private readonly reports: KillReports,
    private readonly log: Log,
  ) {}

  onModuleInit(): void {
    this.feed.register(this);
  }

  async onSession(peer: GatewayPeer): Promise<void> {
    await this.registry.sync(peer);
    let timer: NodeJS.Timeout | undefined;
    const patience = new Promise<void>((resolve) => (timer = setTimeout(resolve, sessionWaitMs)));
    await Promise.race([this.settle(peer), patience]);
    clearTimeout(timer);
  }

  async onRefresh(peer: GatewayPeer): Promise<void> {
    await this.registry.sync(peer);
    void this.settle(peer);
  }

  /** Agents, exec modes and what stops them are configuration: when it changes, look again. */
  onEvents(peer: GatewayPeer, events: readonly GatewayEvent[]): Promise<void> {
    if (events.some(({ event }) => event === 'config.changed') && !this.soon.has(peer.connectorId)) {
      this.soon.add(peer.connectorId);
      setTimeout(() => void this.lookAgain(peer), configPauseMs).unref();
    }
    return Promise.resolve();
  }

  private async lookAgain(peer: GatewayPeer): Promise<void> {
    this.soon.delete(peer.connectorId);
    if (peer.signal.aborted) return;
    try {
      await this.registry.sync(peer);
      await this.settle(peer);
    } catch (error) {
      if (!peer.signal.aborted) {
        this.log.warn('a changed configuration could not be read', { connectorId: peer.connectorId, error });
      }
    }
  }

  /** A stop that fails must not cost the link: the report tells, and the next look tries again. */
  private async settle(peer: GatewayPeer): Promise<void> {
    try {
      await this.stops.settle(peer);
    } catch (error) {
      this.log.warn('stop orders could not be settled', { connectorId: peer.connectorId, error });
    }
  }

  private async order(peer: GatewayPeer, command: ConnectorCommand): Promise<CommandOutcome> {
    await this.stops.settle(peer);
    const reports = await this.kills.reportsByOrder(peer, [command.subjectId]);
    const report = reports.get(command.subjectId)?.find((row) => row.connector_id === peer.connectorId);
    const state = report?.state ?? 'LIFTED';
    const waits = state === 'PENDING' || state === 'UNKNOWN' || state === 'LIFTING';
    if (!waits || peer.readOnly) return { done: true, result: { state } };
    const retryInMs = Math.min(firstRetryMs * 2 ** Math.min(command.attempts, 8), lastRetryMs);
    return { done: false, retryInMs, note: report?.steps.at(-1) ?? state };
  }

  private async expired(organizationId: string, command: ConnectorCommand): Promise<void> {
    await this.database.within({ organizationId }, (tx) =>
      this.reports.tell(
        tx,
        systemCtx(organizationId, command.id),
        { killSwitchId: command.subjectId, connectorId: command.connectorId },
        {
          state: 'EXPIRED',
          words: [expiredWords],
          lifting: false,
          only: 'PENDING',
        },
      ),
    );
  }
}
