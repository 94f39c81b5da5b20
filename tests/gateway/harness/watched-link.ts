import { approvalOfEvent } from '../../../server/connectors/openclaw/approval-frames.js';
import { resolutionOfEvent } from '../../../server/connectors/openclaw/approval-resolutions.js';
import type {
  GatewayApproval,
  GatewayResolution,
  ToolOutcome,
} from '../../../server/connectors/openclaw/approval-types.js';
import type { GatewayConnectionOptions } from '../../../server/connectors/openclaw/connection-options.js';
import type { GatewayEvent } from '../../../server/connectors/openclaw/frames.js';
import type { GatewayConnection } from '../../../server/connectors/openclaw/gateway-connection.js';
import { GatewayLink } from '../../../server/connectors/openclaw/gateway-link.js';
import type { GatewaySession, LinkState } from '../../../server/connectors/openclaw/link-state.js';
import { listPendingApprovals } from '../../../server/connectors/openclaw/read-approvals.js';
import { subscribeSessions } from '../../../server/connectors/openclaw/read-sessions.js';
import { toolOutcomeOf } from '../../../server/connectors/openclaw/tool-outcomes.js';
import { until } from '../../labs/until.js';

/** A link as the connectors room keeps it, that remembers everything it was told. */
export class WatchedLink {
  readonly states: LinkState[] = [];
  readonly sessions: GatewaySession[] = [];
  readonly approvals: GatewayApproval[] = [];
  readonly resolutions: GatewayResolution[] = [];
  readonly outcomes: ToolOutcome[] = [];
  /** What each resync found pending. */
  readonly pending: GatewayApproval[][] = [];
  readonly link: GatewayLink;

  constructor(target: GatewayConnectionOptions) {
    this.link = new GatewayLink({
      target: () => target,
      onState: (state) => this.states.push(state),
      onSession: async (session) => {
        this.sessions.push(session);
        await subscribeSessions(session.connection);
        this.pending.push((await listPendingApprovals(session.connection)) ?? []);
      },
      onEvents: (events) => events.forEach((event) => this.note(event)),
    });
    this.link.start();
  }

  private note(event: GatewayEvent): void {
    const approval = approvalOfEvent(event);
    const resolution = resolutionOfEvent(event);
    const outcome = toolOutcomeOf(event);
    if (approval) this.approvals.push(approval);
    if (resolution) this.resolutions.push(resolution);
    if (outcome) this.outcomes.push(outcome);
  }

  /** Waits for a state of the link. */
  state(name: LinkState['state'], timeoutMs = 60_000): Promise<LinkState> {
    const wanted = () => (this.link.state.state === name ? this.link.state : null);
    return until(wanted, { timeoutMs, what: `the link to be ${name}, it is ${this.link.state.state}` });
  }

  /** The open connection, with its first resync done. */
  async connection(): Promise<GatewayConnection> {
    const seen = this.pending.length;
    await this.state('connected');
    await until(() => this.pending.length > 0 || seen > 0, { what: 'the resync' });
    return until(() => this.link.open);
  }

  /** The approval a command raised. */
  approvalFor(command: string): Promise<GatewayApproval> {
    const find = () => this.approvals.find((approval) => approval.command === command);
    return until(find, { what: `the approval of "${command}"` });
  }

  resolutionOf(externalId: string): Promise<GatewayResolution> {
    const find = () => this.resolutions.find((resolution) => resolution.externalId === externalId);
    return until(find, { what: `the resolution of ${externalId}` });
  }

  outcomeOf(runId: string | null): Promise<ToolOutcome> {
    return until(() => this.outcomes.find((outcome) => outcome.runId === runId), {
      what: `the outcome of ${runId}`,
    });
  }

  stop(): void {
    this.link.stop();
  }
}
