import { Injectable } from '@nestjs/common';
import { Database } from '../platform/database/database.service.js';
import { Log } from '../platform/telemetry/log.js';
import { CommandRunner } from './command-runner.service.js';
import { ConnectorLink } from './connector-link.js';
import { ConnectorStatus } from './connector-status.service.js';
import { GatewayFeed } from './gateway-feed.js';
import { GatewayMirror } from './gateway-mirror.service.js';
import { GatewayTargets } from './gateway-target.service.js';

/** What a link needs from the room. */
export interface LinkParts {
  database: Database;
  targets: GatewayTargets;
  status: ConnectorStatus;
  mirror: GatewayMirror;
  feed: GatewayFeed;
  commands: CommandRunner;
  log: Log;
}

/** Makes the link of one connector. */
@Injectable()
export class ConnectorLinkFactory {
  private readonly parts: LinkParts;

  constructor(
    database: Database,
    targets: GatewayTargets,
    status: ConnectorStatus,
    mirror: GatewayMirror,
    feed: GatewayFeed,
    commands: CommandRunner,
    log: Log,
  ) {
    this.parts = { database, targets, status, mirror, feed, commands, log };
  }

  create(organizationId: string, connectorId: string): ConnectorLink {
    return new ConnectorLink({ organizationId, connectorId }, this.parts);
  }
}
