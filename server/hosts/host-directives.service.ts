import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import type { ContentPolicy } from '../../schema/generated/types.js';
import type { Ctx } from '../platform/auth/ctx.js';
import { Database } from '../platform/database/database.service.js';
import type { Tx } from '../platform/database/tx.js';
import { AppError } from '../platform/errors/app-error.js';
import { Doorbell } from '../platform/live/doorbell.js';
import { versionAdvice } from './version-advice.rules.js';

const { version } = JSON.parse(readFileSync(join(process.cwd(), 'package.json'), 'utf8')) as {
  version: string;
};

/** What a host has to do, as plain JSON. */
export interface DirectivesView {
  hostId: string;
  hostName: string;
  organizationName: string;
  at: string;
  versionAdvice: string | null;
  instances: {
    instanceId: string;
    key: string;
    contentPolicy: ContentPolicy;
    paused: boolean;
    inspectionDigest: string | null;
  }[];
}

/** Tells hosts what to do: with every report, and at once when it changes. */
@Injectable()
export class HostDirectivesService {
  constructor(
    private readonly database: Database,
    private readonly doorbell: Doorbell,
  ) {}

  /** Complete: what is not named is not read. @throws AppError NOT_FOUND for a host that is gone. */
  async read(tx: Tx, ctx: Ctx): Promise<DirectivesView> {
    const [host]: { name: string; agent_version: string; organization: string; at: Date }[] = await tx.query(
      `select h.name, h.agent_version, o.name as organization, clock_timestamp() as at
       from runtime_hosts h join organizations o on o.id = h.org_id where h.org_id = $1 and h.id = $2`,
      [ctx.organizationId, ctx.actor.id],
    );
    if (!host) throw new AppError('NOT_FOUND');
    const instances: DirectivesView['instances'] = await tx.query(
      `select i.id as "instanceId", i.key, i.content_policy as "contentPolicy", i.paused, s.digest as "inspectionDigest"
       from runtime_instances i
       left join runtime_inspections s on s.org_id = i.org_id and s.instance_id = i.id
       where i.org_id = $1 and i.host_id = $2 and i.state = 'ADDED' order by i.id`,
      [ctx.organizationId, ctx.actor.id],
    );
    return {
      hostId: ctx.actor.id!,
      hostName: host.name,
      organizationName: host.organization,
      at: host.at.toISOString(),
      versionAdvice: adviceFor(host.agent_version),
      instances,
    };
  }

  /** Now, and after every change, until `signal` aborts. A ring that is lost costs a host the time to its next report. */
  async *follow(ctx: Ctx, signal: AbortSignal): AsyncGenerator<{ hostDirectivesChanged: DirectivesView }> {
    let isDue = true;
    let wake: () => void = () => undefined;
    const stopListening = this.doorbell.on('hosts', (hostId) => {
      if (hostId !== ctx.actor.id) return;
      isDue = true;
      wake();
    });
    signal.addEventListener('abort', () => wake());
    try {
      while (!signal.aborted) {
        if (isDue) {
          isDue = false;
          yield { hostDirectivesChanged: await this.database.within(ctx, (tx) => this.read(tx, ctx)) };
        } else {
          await new Promise<void>((resolve) => (wake = resolve));
        }
      }
    } finally {
      stopListening();
    }
  }
}

/** Whether an agent's version fits this server's, in words. */
export const adviceFor = (agentVersion: string): string | null => versionAdvice(agentVersion, version);
