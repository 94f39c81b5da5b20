import { Injectable } from '@nestjs/common';
import type { Ctx } from '../platform/auth/ctx.js';
import { Database } from '../platform/database/database.service.js';
import type { CanonicalAction } from './action.rules.js';
import type { ApprovalRow } from './approval-row.js';
import { ApprovalsService } from './approvals.service.js';
import { checkPolicyInput, type PolicyInput } from './policy-input.rules.js';
import { matches } from './policy.rules.js';

export interface Simulation {
  considered: number;
  matched: number;
  examples: ApprovalRow[];
}

const considered = 1000;
const shown = 20;

/** What rules did, or would have done, to requests of the past. */
@Injectable()
export class PolicySimulations {
  constructor(
    private readonly database: Database,
    private readonly approvals: ApprovalsService,
  ) {}

  async run(ctx: Ctx, input: PolicyInput): Promise<Simulation> {
    const rule = { id: '', ...checkPolicyInput({ ...input, name: input.name.trim() || 'draft' }) };
    const rows = await this.approvals.newest(ctx, considered);
    const matching = rows.filter((row) => {
      const action = JSON.parse(row.canonical_action) as CanonicalAction;
      return matches(
        {
          ...rule,
          connectorIds: rule.connectorIds ?? [],
          agentIds: rule.agentIds ?? [],
          tools: rule.tools ?? [],
          commands: rule.commands ?? [],
          cwds: rule.cwds ?? [],
        },
        {
          connectorId: row.connector_id,
          agentId: row.agent_id,
          tool: row.tool,
          action: action.action,
          cwd: action.cwd,
          risk: row.risk,
        },
      );
    });
    return { considered: rows.length, matched: matching.length, examples: matching.slice(0, shown) };
  }

  /** Requests each policy governed in the last 30 days. */
  async matchCounts(ctx: Ctx, ids: readonly string[]): Promise<Map<string, number>> {
    const rows: { policy_id: string; count: number }[] = await this.database.within(ctx, (tx) =>
      tx.read(
        `select policy_id, count(*)::int as count from approvals
         where org_id = $1 and policy_id = any ($2) and asked_at > now() - interval '30 days' group by policy_id`,
        [ctx.organizationId, ids],
      ),
    );
    return new Map(rows.map((row) => [row.policy_id, row.count]));
  }
}
