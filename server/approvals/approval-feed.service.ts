import { Injectable, type OnModuleInit } from '@nestjs/common';
import { GatewayFeed, type GatewayListener, type GatewayPeer } from '../connectors/gateway-feed.js';
import { approvalOfEvent } from '../connectors/openclaw/approval-frames.js';
import { resolutionOfEvent } from '../connectors/openclaw/approval-resolutions.js';
import type { GatewayApproval } from '../connectors/openclaw/approval-types.js';
import type { GatewayEvent } from '../connectors/openclaw/frames.js';
import { listPendingApprovals } from '../connectors/openclaw/read-approvals.js';
import { toolOutcomeOf } from '../connectors/openclaw/tool-outcomes.js';
import { ApprovalDelivery } from './approval-delivery.service.js';
import { ApprovalHistory } from './approval-history.service.js';
import { ApprovalIntake } from './approval-intake.service.js';
import { ApprovalOutcomes } from './approval-outcomes.service.js';
import { resolveCommand } from './delivery-queue.service.js';

/** Connects this room to the gateways: what they ask, what became of it, and the delivery of decisions. */
@Injectable()
export class ApprovalFeed implements GatewayListener, OnModuleInit {
  constructor(
    private readonly feed: GatewayFeed,
    private readonly intake: ApprovalIntake,
    private readonly outcomes: ApprovalOutcomes,
    private readonly history: ApprovalHistory,
    private readonly delivery: ApprovalDelivery,
  ) {}

  get commands(): GatewayListener['commands'] {
    return {
      [resolveCommand]: {
        run: (peer, command) => this.delivery.run(peer, command),
        expired: (organizationId, command) => this.delivery.expired(organizationId, command),
      },
    };
  }

  onModuleInit(): void {
    this.feed.register(this);
  }

  /** Everything pending there is taken up, everything decided meanwhile is learnt, everything gone is closed. */
  async onSession(peer: GatewayPeer): Promise<void> {
    const pending = await listPendingApprovals(peer.connection);
    if (pending === null) return;
    await this.history.learn(peer);
    await this.intake.take(peer, pending);
    await this.outcomes.vanished(peer, new Set(pending.map((asked) => asked.externalId)));
    await this.history.findOutcomes(peer);
  }

  /** In order; what is asked in a row is taken up together. Of a session that ended meanwhile no more is heard. */
  async onEvents(peer: GatewayPeer, events: readonly GatewayEvent[]): Promise<void> {
    let inARow: GatewayApproval[] = [];
    for (const event of events) {
      const asked = approvalOfEvent(event);
      if (asked) {
        inARow.push(asked);
        continue;
      }
      await this.intake.take(peer, inARow);
      inARow = [];
      if (peer.signal.aborted) return;
      await this.ended(peer, event);
    }
    await this.intake.take(peer, inARow);
  }

  async onRefresh(peer: GatewayPeer): Promise<void> {
    await this.history.findOutcomes(peer);
  }

  private async ended(peer: GatewayPeer, event: GatewayEvent): Promise<void> {
    const resolution = resolutionOfEvent(event);
    if (resolution) return this.outcomes.resolved(peer, resolution);
    const outcome = toolOutcomeOf(event);
    if (outcome) await this.outcomes.executed(peer, outcome);
  }
}
