import { Inject, Injectable } from '@nestjs/common';
import type { Overview } from '../../schema/generated/types.js';
import type { Ctx } from '../platform/auth/ctx.js';
import { Database } from '../platform/database/database.service.js';
import { OVERVIEW_SOURCES, type OverviewSource } from './overview-source.js';

const nothingYet: Overview = {
  pendingApprovals: 0,
  decidedLast24h: 0,
  medianWaitSeconds: null,
  connectorsConnected: 0,
  connectorsTotal: 0,
  agentsOnline: 0,
  agentsTotal: 0,
  killSwitchesEngaged: 0,
  askedPerHour: Array.from({ length: 24 }, () => 0),
};

/** Puts the dashboard's numbers together from the rooms that know them, in one transaction: they fit each other. */
@Injectable()
export class OverviewService {
  constructor(
    private readonly database: Database,
    @Inject(OVERVIEW_SOURCES) private readonly sources: readonly OverviewSource[],
  ) {}

  /** The organisation at a glance. */
  read(ctx: Ctx): Promise<Overview> {
    return this.database.within(ctx, async (tx) => {
      const overview = { ...nothingYet };
      for (const source of this.sources)
        Object.assign(overview, await source.overview(tx, ctx.organizationId!));
      return overview;
    });
  }
}
