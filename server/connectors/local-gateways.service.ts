import { Inject, Injectable } from '@nestjs/common';
import type { Config } from '../platform/config/config.js';
import { CONFIG } from '../platform/config/config.token.js';
import { discoverLocalGateways, type LocalGateway } from './openclaw/discover-local.js';

/** Gateways on the server's own machine: a convenience where one person runs both. */
@Injectable()
export class LocalGateways {
  constructor(@Inject(CONFIG) private readonly config: Config) {}

  /** Always empty in `cloud` mode, where the server's machine is nobody's own. */
  async find(): Promise<LocalGateway[]> {
    return this.config.mode === 'cloud' ? [] : discoverLocalGateways();
  }
}
