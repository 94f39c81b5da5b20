import { Inject, Injectable } from '@nestjs/common';
import type { Config } from '../platform/config/config.js';
import { CONFIG } from '../platform/config/config.token.js';
import { SecretBox } from '../platform/crypto/secret-box.js';
import { AppError } from '../platform/errors/app-error.js';
import { classifyAddress } from '../platform/http/address-rules.js';
import { checkUrl, hostOf, type UrlRules } from '../platform/http/checked-url.js';
import { OutgoingRefused } from '../platform/http/outgoing-refused.js';
import { resolveChecked } from '../platform/http/resolve-checked.js';
import type { GatewayConnectionOptions } from './openclaw/connection-options.js';
import { parseDeviceIdentity, type DeviceIdentity } from './openclaw/device-identity.js';
import { GatewayRefused, refusal } from './openclaw/refusals.js';

export interface StoredTarget {
  org_id: string;
  id: string;
  url: string;
  auth: 'TOKEN' | 'PASSWORD';
  secret: string;
  device_identity: string;
  device_token: string | null;
}

/** Where and as whom a connector connects: checks the address at each use and opens the sealed credentials. */
@Injectable()
export class GatewayTargets {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly box: SecretBox,
  ) {}

  /**
   * The URL in its one stored form. Gateways live on loopback and private networks, so these are allowed in
   * `self_hosted` mode; link-local and metadata addresses never are.
   * @throws AppError INVALID_INPUT with the field `url`.
   */
  normalize(text: string): string {
    const trimmed = text.trim();
    const schemed = /^[a-z][a-z0-9+.-]*:\/\//i.test(trimmed) ? trimmed : `ws://${trimmed}`;
    const asSocket = schemed.replace(/^http(s?):/i, 'ws$1:');
    try {
      const url = checkUrl(asSocket, this.rules());
      url.hash = '';
      url.search = '';
      return url.pathname === '/' ? `${url.protocol}//${url.host}` : url.href;
    } catch (error) {
      if (error instanceof OutgoingRefused) throw invalidUrl(error.message);
      throw error;
    }
  }

  /** What the address is, for the audit log: gateways on private addresses are named as such. */
  addressKind(url: string): string {
    const host = hostOf(new URL(url));
    if (host === 'localhost' || host.endsWith('.localhost')) return 'loopback';
    const kind = classifyAddress(host);
    return kind === 'reserved' && !/^[\d.:]+$/.test(host) ? 'by-name' : kind;
  }

  /** Options for one connection attempt. @throws GatewayRefused when the address may not be reached. */
  async open(row: StoredTarget): Promise<GatewayConnectionOptions> {
    const at = (column: string) => ({ table: 'connectors', column, rowId: row.id, org: row.org_id });
    const secret = this.box.open(row.secret, at('secret'));
    const deviceToken = row.device_token && this.box.open(row.device_token, at('device_token'));
    return this.optionsFor({
      url: row.url,
      auth: row.auth,
      secret,
      deviceToken,
      identity: parseDeviceIdentity(this.box.open(row.device_identity, at('device_identity'))),
    });
  }

  /** The same for a trial before anything is stored. */
  async optionsFor(target: {
    url: string;
    auth: 'TOKEN' | 'PASSWORD';
    secret: string;
    deviceToken?: string | null;
    identity: DeviceIdentity;
  }): Promise<GatewayConnectionOptions> {
    try {
      const url = checkUrl(target.url, this.rules());
      const host = hostOf(url);
      const checked = await resolveChecked(host, this.rules());
      // On this machine the shared secret alone keeps every scope; a device would only add a pairing step.
      const local = checked.addresses.every(({ address }) => classifyAddress(address) === 'loopback');
      return {
        url: url.href,
        lookup: checked.lookup,
        credentials: credentialsOf(target),
        ...(local ? {} : { identity: target.identity }),
      };
    } catch (error) {
      if (!(error instanceof OutgoingRefused)) throw error;
      throw new GatewayRefused(
        refusal(error.code === 'dns' ? 'HOST_NOT_FOUND' : 'ADDRESS_REFUSED', { said: error.message }),
      );
    }
  }

  private rules(): UrlRules {
    const own = this.config.mode === 'self_hosted';
    return { schemes: ['ws', 'wss'], ports: 'any', allowPrivate: own, allowLoopback: own };
  }
}

function credentialsOf(target: { auth: 'TOKEN' | 'PASSWORD'; secret: string; deviceToken?: string | null }) {
  if (target.deviceToken) return { deviceToken: target.deviceToken };
  return target.auth === 'TOKEN' ? { token: target.secret } : { password: target.secret };
}

function invalidUrl(why: string): AppError {
  return new AppError('INVALID_INPUT', `The gateway's address cannot be used: ${why}.`, {
    fields: { url: `${why}.` },
  });
}
