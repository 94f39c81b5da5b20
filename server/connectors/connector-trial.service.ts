import { Injectable } from '@nestjs/common';
import type { Ctx } from '../platform/auth/ctx.js';
import { SecretBox } from '../platform/crypto/secret-box.js';
import { Database } from '../platform/database/database.service.js';
import { EventLog } from '../platform/events/event-log.service.js';
import { AppError } from '../platform/errors/app-error.js';
import { checkConnectorInput, type ConnectorInput } from './connector-input.rules.js';
import type { ConnectorRow } from './connector-row.js';
import { ConnectorsService } from './connectors.service.js';
import { GatewayTargets } from './gateway-target.service.js';
import {
  createDeviceIdentity,
  parseDeviceIdentity,
  type DeviceIdentity,
} from './openclaw/device-identity.js';
import { GatewayConnection } from './openclaw/gateway-connection.js';
import type { Hello } from './openclaw/handshake.js';
import { listAgents } from './openclaw/read-agents.js';
import { GatewayRefused, type Refusal } from './openclaw/refusals.js';
import { describeScopes, type ScopeLine } from './scope-lines.js';

export interface TrialReport {
  ok: boolean;
  summary: string;
  code: string | null;
  protocol: number | null;
  serverVersion: string | null;
  scopes: ScopeLine[];
  agentCount: number | null;
  pairing: Refusal['pairing'] | null;
  readOnly: boolean;
  readOnlyReason: string | null;
}

/** Tries a connection before anything is saved, and says in one sentence how it went. */
@Injectable()
export class ConnectorTrial {
  constructor(
    private readonly database: Database,
    private readonly events: EventLog,
    private readonly connectors: ConnectorsService,
    private readonly targets: GatewayTargets,
    private readonly box: SecretBox,
  ) {}

  async run(ctx: Ctx, input: ConnectorInput, id: string | null): Promise<TrialReport> {
    const known = id === null ? null : await this.connectors.find(ctx, id);
    if (id !== null && !known) throw new AppError('NOT_FOUND');
    const url = this.targets.normalize(input.url || (known?.url ?? ''));
    // The stored secret is only ever tried on the address it was given for.
    const stored = input.secret === '' && known?.url === url ? this.stored(known, 'secret') : null;
    const checked = checkConnectorInput({ ...input, url, secret: stored ?? input.secret });
    const identity = known
      ? parseDeviceIdentity(this.stored(known, 'device_identity'))
      : createDeviceIdentity();
    const report = await this.connect({ url, auth: checked.auth, secret: checked.secret, identity });
    await this.database.write(ctx, (tx) =>
      this.events.record(tx, ctx, {
        type: 'connector.tested',
        subject: { type: 'connector', id: known?.id ?? null, label: checked.name },
        after: { url, address: this.targets.addressKind(url), ok: report.ok, code: report.code },
      }),
    );
    return report;
  }

  private stored(known: ConnectorRow, column: 'secret' | 'device_identity'): string {
    return this.box.open(known[column], { table: 'connectors', column, rowId: known.id, org: known.org_id });
  }

  private async connect(target: {
    url: string;
    auth: 'TOKEN' | 'PASSWORD';
    secret: string;
    identity: DeviceIdentity;
  }): Promise<TrialReport> {
    let connection: GatewayConnection | null = null;
    try {
      connection = new GatewayConnection(await this.targets.optionsFor(target));
      const hello = await connection.connect();
      const agents =
        hello.scopes.includes('operator.read') || hello.scopes.includes('operator.admin')
          ? await listAgents(connection).catch(() => null)
          : null;
      return reached(hello, agents?.length ?? null);
    } catch (error) {
      if (error instanceof GatewayRefused) return refused(error.refusal);
      throw error;
    } finally {
      connection?.close();
    }
  }
}

function reached(hello: Hello, agentCount: number | null): TrialReport {
  const scopes = describeScopes(hello.scopes);
  const missing = scopes.filter((s) => !s.granted).length;
  const agents = agentCount === null ? '' : ` It runs ${agentCount} agent${agentCount === 1 ? '' : 's'}.`;
  const rights = missing === 0 ? 'with every right' : `without ${missing} of ${scopes.length} rights`;
  return {
    ok: missing < scopes.length,
    summary: `OpenClaw ${hello.serverVersion} answered, ${rights}.${agents}`,
    code: missing === scopes.length ? 'NO_SCOPES' : null,
    protocol: hello.protocol,
    serverVersion: hello.serverVersion,
    scopes,
    agentCount,
    pairing: null,
    readOnly: !hello.proven,
    readOnlyReason: hello.proven
      ? null
      : `Protocol ${hello.protocol} is newer than what this version was proven with.`,
  };
}

function refused(refusal: Refusal): TrialReport {
  return {
    ok: false,
    summary: refusal.words,
    code: refusal.code,
    protocol: refusal.expectedProtocol ?? null,
    serverVersion: null,
    scopes: [],
    agentCount: null,
    pairing: refusal.pairing ?? null,
    readOnly: false,
    readOnlyReason: null,
  };
}
