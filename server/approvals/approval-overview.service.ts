import { Injectable } from '@nestjs/common';
import type { Tx } from '../platform/database/tx.js';

interface Numbers {
  pendingApprovals: number;
  decidedLast24h: number;
  medianWaitSeconds: number | null;
  askedPerHour: number[];
}

/** Numbers about approvals for the dashboard. */
@Injectable()
export class ApprovalOverview {
  async overview(tx: Tx, organizationId: string): Promise<Numbers> {
    const [row]: Omit<Numbers, 'askedPerHour'>[] = await tx.query(
      `select
         (select count(*)::int from approvals where org_id = $1 and state = 'PENDING' and expires_at > now()) as "pendingApprovals",
         count(*)::int as "decidedLast24h",
         percentile_cont(0.5) within group (order by extract(epoch from decided_at - asked_at))
           filter (where decision_source = 'PERSON') as "medianWaitSeconds"
       from approvals where org_id = $1 and decided_at > now() - interval '24 hours'`,
      [organizationId],
    );
    const hours: { count: number }[] = await tx.query(
      `select count(a.id)::int as count from generate_series(0, 23) h
       left join approvals a on a.org_id = $1 and a.asked_at > now() - make_interval(hours => h + 1)
         and a.asked_at <= now() - make_interval(hours => h)
       group by h order by h desc`,
      [organizationId],
    );
    return { ...row!, askedPerHour: hours.map((hour) => hour.count) };
  }
}
