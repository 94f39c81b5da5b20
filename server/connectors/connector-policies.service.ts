import { Injectable } from '@nestjs/common';
import type { ContentPolicy } from '../../schema/generated/types.js';
import type { Ctx } from '../platform/auth/ctx.js';
import { Database } from '../platform/database/database.service.js';
import { uuidOrNull } from '../platform/database/uuid.js';
import { AppError } from '../platform/errors/app-error.js';
import { EventLog } from '../platform/events/event-log.service.js';
import type { ConnectorRow } from './connector-row.js';

/** What people decide about how much of a gateway's sessions is kept. The link goes on. */
@Injectable()
export class ConnectorPolicies {
  constructor(
    private readonly database: Database,
    private readonly events: EventLog,
  ) {}

  /** Holds for what is read from now on; what is so already stays without a word. @throws AppError NOT_FOUND */
  set(ctx: Ctx, id: string, contentPolicy: ContentPolicy): Promise<string> {
    return this.database.write(ctx, async (tx) => {
      const [row]: ConnectorRow[] = await tx.query(
        `select * from connectors where org_id = $1 and id = $2::uuid and removed_at is null for update`,
        [ctx.organizationId, uuidOrNull(id)],
      );
      if (!row) throw new AppError('NOT_FOUND');
      if (row.content_policy === contentPolicy) return row.id;
      await tx.query(`update connectors set content_policy = $3 where org_id = $1 and id = $2`, [
        ...[ctx.organizationId, row.id, contentPolicy],
      ]);
      await this.events.record(tx, ctx, {
        type: 'connector.policy_changed',
        subject: { type: 'connector', id: row.id, label: row.name },
        before: { contentPolicy: row.content_policy },
        after: { contentPolicy },
      });
      return row.id;
    });
  }
}
