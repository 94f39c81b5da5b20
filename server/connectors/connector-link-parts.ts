import { Injectable } from '@nestjs/common';
import { Database } from '../platform/database/database.service.js';
import { Log } from '../platform/telemetry/log.js';
import { CommandRunner } from './command-runner.service.js';
import { ConnectorStatus } from './connector-status.service.js';
import { GatewayFeed } from './gateway-feed.js';
import { GatewayMirror } from './gateway-mirror.service.js';
import { GatewayTargets } from './gateway-target.service.js';

/** What a link needs from the room. */
@Injectable()
export class ConnectorLinkParts {
  constructor(
    readonly database: Database,
    readonly targets: GatewayTargets,
    readonly status: ConnectorStatus,
    readonly mirror: GatewayMirror,
    readonly feed: GatewayFeed,
    readonly commands: CommandRunner,
    readonly log: Log,
  ) {}
}
