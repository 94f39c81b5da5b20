import { Injectable } from '@nestjs/common';
import type { CostDimension, RuntimeKind } from '../../schema/generated/types.js';
import { ConnectorsService } from '../connectors/connectors.service.js';
import { RuntimeHostsService } from '../hosts/runtime-hosts.service.js';
import { RuntimeInstancesService } from '../hosts/runtime-instances.service.js';
import type { Ctx } from '../platform/auth/ctx.js';
import {
  SessionSpending,
  type SessionFilter,
  type SpendingSlice,
} from '../sessions/session-spending.service.js';

/** One bar of a breakdown. */
export interface CostSlice extends SpendingSlice {
  label: string;
}

type Names = (keys: readonly string[]) => Promise<ReadonlyMap<string, string>>;

const runtimeNames: Readonly<Record<RuntimeKind, string>> = {
  CLAUDE_CODE: 'Claude Code',
  CODEX: 'Codex',
  HERMES: 'Hermes',
  OPENCLAW: 'OpenClaw',
};
const nameless: Readonly<Record<CostDimension, string>> = {
  DAY: 'Unknown day',
  MODEL: 'Unknown model',
  RUNTIME: 'Unknown runtime',
  HOST: 'No host',
  REPOSITORY: 'No repository',
  INSTANCE: 'Unknown runtime',
  CONNECTOR: 'No gateway',
};

/** Costs, split, with names people know. */
@Injectable()
export class CostBreakdown {
  constructor(
    private readonly spending: SessionSpending,
    private readonly hosts: RuntimeHostsService,
    private readonly instances: RuntimeInstancesService,
    private readonly connectors: ConnectorsService,
  ) {}

  /** The most expensive first; days in order. */
  async by(ctx: Ctx, dimension: CostDimension, filter: SessionFilter): Promise<CostSlice[]> {
    const slices = await this.spending.slices(ctx, dimension, filter);
    const keys = slices.map(({ key }) => key).filter((key) => key !== null);
    const names = await this.namesOf(ctx, dimension)(keys);
    return slices.map((slice) => ({
      ...slice,
      label: slice.key === null ? nameless[dimension] : (names.get(slice.key) ?? slice.key),
    }));
  }

  private namesOf(ctx: Ctx, dimension: CostDimension): Names {
    const { hosts, instances } = this;
    if (dimension === 'HOST') {
      return async (ids) => new Map([...(await hosts.byIds(ctx, ids))].map(([id, host]) => [id, host.name]));
    }
    if (dimension === 'INSTANCE') {
      return async (ids) =>
        new Map([...(await instances.byIds(ctx, ids))].map(([id, row]) => [id, row.label]));
    }
    if (dimension === 'CONNECTOR') {
      return async (ids) =>
        new Map([...(await this.connectors.byIds(ctx, ids))].map(([id, row]) => [id, row.name]));
    }
    return () => Promise.resolve(new Map(dimension === 'RUNTIME' ? Object.entries(runtimeNames) : []));
  }
}
