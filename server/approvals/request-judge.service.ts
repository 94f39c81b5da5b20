import { Injectable } from '@nestjs/common';
import { AgentsService } from '../agents/agents.service.js';
import { KillSwitches } from '../agents/kill-switches.service.js';
import type { GatewayPeer } from '../connectors/gateway-feed.js';
import type { GatewayApproval } from '../connectors/openclaw/approval-types.js';
import { storedText } from '../platform/database/jsonb.js';
import type { Tx } from '../platform/database/tx.js';
import type { BoundAction } from './action.rules.js';
import { ApprovalPolicies } from './approval-policies.service.js';
import type { Judged } from './judgement.rules.js';
import { evaluate, type PolicyRule } from './policy.rules.js';
import { warningsOf } from './request-life.rules.js';
import { assessRisk } from './risk.rules.js';

/** A request and what a decision on it binds to. */
export interface BoundRequest {
  asked: GatewayApproval;
  bound: BoundAction;
}

/** Weighs requests: by their risk, by the policies, and by the kill switches in force. */
@Injectable()
export class RequestJudge {
  constructor(
    private readonly agents: AgentsService,
    private readonly killSwitches: KillSwitches,
    private readonly policies: ApprovalPolicies,
  ) {}

  /** Agents, policies and kill switches are read once, and hold for all of these requests. */
  async judge(tx: Tx, peer: GatewayPeer, requests: readonly BoundRequest[]): Promise<Judged[]> {
    const { organizationId, connectorId } = peer;
    const agents = await this.agentsOf(
      tx,
      peer,
      requests.map(({ asked }) => asked),
    );
    const rules = await this.policies.rules(tx, organizationId);
    const killed = await this.killSwitches.holdsEach(tx, organizationId, connectorId, [...agents.values()]);
    return requests.map((request) => {
      const agentId = agentIdOf(agents, request.asked);
      return { ...weigh(peer, request, { rules, agentId }), killed: killed(agentId) };
    });
  }

  /** Ids of the agents that ask, by the gateway's name for them. */
  agentsOf(tx: Tx, peer: GatewayPeer, requests: readonly GatewayApproval[]): Promise<Map<string, string>> {
    const names = new Set(requests.flatMap(({ agentId }) => (agentId ? [storedText(agentId)] : [])));
    return this.agents.idsOf(tx, peer.organizationId, peer.connectorId, [...names]);
  }
}

export function agentIdOf(agents: ReadonlyMap<string, string>, asked: GatewayApproval): string | null {
  return asked.agentId ? (agents.get(storedText(asked.agentId)) ?? null) : null;
}

function weigh(
  peer: GatewayPeer,
  { asked, bound }: BoundRequest,
  { rules, agentId }: { rules: PolicyRule[]; agentId: string | null },
): Omit<Judged, 'killed'> {
  const risk = assessRisk({
    kind: asked.kind,
    tool: bound.tool,
    action: bound.action,
    cwd: asked.cwd,
    severity: asked.severity,
    warnings: warningsOf(asked),
  });
  const verdict = evaluate(rules, {
    connectorId: peer.connectorId,
    agentId,
    tool: bound.tool,
    action: bound.action,
    cwd: asked.cwd,
    risk: risk.level,
  });
  return { bound, risk, verdict, agentId };
}
