import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { systemCtx } from '../platform/auth/ctx.js';
import { SecretBox } from '../platform/crypto/secret-box.js';
import { Database } from '../platform/database/database.service.js';
import type { Tx } from '../platform/database/tx.js';
import { EventLog } from '../platform/events/event-log.service.js';
import { connectorStateOf, eventOfChange, type ConnectorState } from './connector-state.rules.js';
import type { GatewayPeer } from './gateway-feed.js';
import type { Hello } from './openclaw/handshake.js';
import type { LinkState } from './openclaw/link-state.js';

interface Address {
  organizationId: string;
  connectorId: string;
}

interface Known {
  name: string;
  state: string;
  state_code: string | null;
}

/** Writes how a link stands, so that every process and the log know; what did not change is not repeated. */
@Injectable()
export class ConnectorStatus {
  constructor(
    private readonly database: Database,
    private readonly events: EventLog,
    private readonly box: SecretBox,
  ) {}

  async changed(address: Address, link: LinkState): Promise<void> {
    if (link.state === 'stopped') return;
    await this.database.within(address, async (tx) => {
      const [known]: Known[] = await tx.query(
        `select name, state, state_code from connectors where org_id = $1 and id = $2 and enabled for update`,
        [address.organizationId, address.connectorId],
      );
      if (!known) return;
      const state = connectorStateOf(link);
      await this.write(tx, address, link);
      if (link.hello) await this.writeHello(tx, address, link.hello);
      await this.announce(tx, address, known, { state, link });
    });
  }

  /** Everything was read again. */
  async synced(peer: GatewayPeer): Promise<void> {
    await this.database.within(peer, (tx) =>
      tx.query(`update connectors set last_sync_at = now() where org_id = $1 and id = $2`, [
        peer.organizationId,
        peer.connectorId,
      ]),
    );
  }

  private async write(tx: Tx, address: Address, link: LinkState): Promise<void> {
    const { refusal } = link;
    const state = connectorStateOf(link);
    const words = link.state === 'connected' ? null : (refusal?.words ?? null);
    await tx.query(
      `update connectors set state = $3, state_reason = $4, state_code = $5, pairing = $6,
         state_since = case when state = $3 and state_code is not distinct from $5 then state_since else now() end,
         next_attempt_at = $7, last_connected_at = case when $3 = 'CONNECTED' then now() else last_connected_at end
       where org_id = $1 and id = $2`,
      [
        address.organizationId,
        address.connectorId,
        state,
        words,
        words === null ? null : (refusal?.code ?? null),
        refusal?.pairing ? JSON.stringify(refusal.pairing) : null,
        link.nextAttemptAtMs === undefined ? null : new Date(link.nextAttemptAtMs),
      ],
    );
  }

  private async writeHello(tx: Tx, address: Address, hello: Hello): Promise<void> {
    await tx.query(
      `update connectors set protocol = $3, server_version = $4, boot_id = $5, scopes = $6, read_only = $7, read_only_reason = $8
       where org_id = $1 and id = $2`,
      [
        address.organizationId,
        address.connectorId,
        hello.protocol,
        hello.serverVersion,
        hello.bootId,
        [...hello.scopes],
        !hello.proven,
        hello.proven
          ? null
          : `The gateway speaks protocol ${hello.protocol}, newer than what this version was proven with: it is shown, but nothing is decided or changed there.`,
      ],
    );
    if (hello.deviceToken === null) return;
    const sealed = this.box.seal(hello.deviceToken, {
      table: 'connectors',
      column: 'device_token',
      rowId: address.connectorId,
      org: address.organizationId,
    });
    await tx.query(`update connectors set device_token = $3 where org_id = $1 and id = $2`, [
      address.organizationId,
      address.connectorId,
      sealed,
    ]);
  }

  private async announce(
    tx: Tx,
    address: Address,
    known: Known,
    now: { state: ConnectorState; link: LinkState },
  ): Promise<void> {
    const { link, state } = now;
    const code = codeOf(link);
    if (known.state === state && known.state_code === code) return;
    const type = eventOfChange(known.state, state);
    if (type === null) return;
    const ctx = systemCtx(address.organizationId, randomUUID(), {
      kind: 'CONNECTOR',
      id: address.connectorId,
      label: known.name,
    });
    await this.events.record(tx, ctx, {
      type,
      subject: { type: 'connector', id: address.connectorId, label: known.name },
      before: { state: known.state },
      after: { state, code, words: link.refusal?.words ?? null, ...greetingOf(link) },
    });
  }
}

function codeOf(link: LinkState): string | null {
  return link.state === 'connected' ? null : (link.refusal?.code ?? null);
}

/** What the gateway said of itself, for the log. */
function greetingOf({ hello }: LinkState) {
  return hello
    ? { serverVersion: hello.serverVersion, protocol: hello.protocol, scopes: [...hello.scopes] }
    : { serverVersion: null, protocol: null, scopes: null };
}
