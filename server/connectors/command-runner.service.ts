import { Injectable } from '@nestjs/common';
import { Database } from '../platform/database/database.service.js';
import { Log } from '../platform/telemetry/log.js';
import type { ConnectorCommand } from './connector-command.js';
import { ConnectorCommands, dueAtOnce } from './connector-commands.service.js';
import { GatewayFeed, type GatewayPeer } from './gateway-feed.js';

const retryMs = 1000;

/** Carries queued work to a connected gateway, a few at a time, oldest first. */
@Injectable()
export class CommandRunner {
  private readonly running = new Map<string, Set<string>>();

  constructor(
    private readonly database: Database,
    private readonly commands: ConnectorCommands,
    private readonly feed: GatewayFeed,
    private readonly log: Log,
  ) {}

  /** Starts what is queued for this gateway and is not running already. */
  async run(peer: GatewayPeer): Promise<void> {
    const mine = this.running.get(peer.connectorId) ?? new Set<string>();
    this.running.set(peer.connectorId, mine);
    if (mine.size >= dueAtOnce) return;
    try {
      const due = await this.commands.due(peer);
      for (const command of due) {
        if (mine.has(command.id) || mine.size >= dueAtOnce) continue;
        mine.add(command.id);
        void this.one(peer, command).finally(() => {
          mine.delete(command.id);
          if (due.length === dueAtOnce) void this.run(peer);
        });
      }
    } catch (error) {
      this.log.warn('queued work could not be read', { connectorId: peer.connectorId, error });
    }
  }

  private async finish(
    command: ConnectorCommand,
    outcome: { noted?: true; result?: unknown },
  ): Promise<void> {
    if (outcome.noted) return;
    const done = [{ id: command.id, result: outcome.result }];
    await this.database.within(command, async (tx) => this.commands.finish(tx, command.organizationId, done));
  }

  private async one(peer: GatewayPeer, command: ConnectorCommand): Promise<void> {
    const handler = this.feed.handlerOf(command.kind);
    if (!handler || peer.signal.aborted) return;
    try {
      const outcome = await handler.run(peer, command);
      if (outcome.done) await this.finish(command, outcome);
      else await this.commands.postpone(peer.organizationId, command.id, outcome.retryInMs, outcome.note);
    } catch (error) {
      const note = error instanceof Error ? error.message : String(error);
      this.log.warn('queued work failed, tried again', {
        connectorId: peer.connectorId,
        kind: command.kind,
        error,
      });
      await this.commands
        .postpone(peer.organizationId, command.id, Math.min(retryMs * 2 ** command.attempts, 30_000), note)
        .catch(() => undefined);
    }
  }
}
