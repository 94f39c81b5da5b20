import { Injectable } from '@nestjs/common';
import type { Ctx } from '../platform/auth/ctx.js';
import { inOrganization } from '../platform/database/organization-scope.js';
import type { Tx } from '../platform/database/tx.js';
import { EventLog, type NewEvent } from '../platform/events/event-log.service.js';

/** A person's own doings reach at most so many logs, which bounds the cost of a login. */
const organizationsMax = 20;

/** Accounts belong to no organisation; what happens to one is told to each organisation of the person. */
@Injectable()
export class PersonLog {
  constructor(private readonly events: EventLog) {}

  /** Records the event in every organisation of the person, in the open transaction. */
  async record(tx: Tx, ctx: Ctx, userId: string, event: NewEvent): Promise<void> {
    for (const organizationId of await this.organizationsOf(tx, userId)) {
      await inOrganization(tx, ctx, organizationId, (scoped) => this.events.record(tx, scoped, event));
    }
  }

  /** Records the event in the person's first organisation only: for events that somebody reacts to once. */
  async recordOnce(tx: Tx, ctx: Ctx, userId: string, event: NewEvent): Promise<void> {
    const [first] = await this.organizationsOf(tx, userId);
    if (first) await inOrganization(tx, ctx, first, (scoped) => this.events.record(tx, scoped, event));
  }

  private async organizationsOf(tx: Tx, userId: string): Promise<string[]> {
    const rows: { org_id: string }[] = await tx.query(
      `select org_id from sys_memberships_of($1) order by created_at, org_id limit ${organizationsMax}`,
      [userId],
    );
    return rows.map((row) => row.org_id);
  }
}
