import { Module } from '@nestjs/common';
import { OrganizationsModule } from '../organizations/organizations.module.js';
import { CommandRunner } from './command-runner.service.js';
import { ConnectorCommands } from './connector-commands.service.js';
import { ConnectorDirectory } from './connector-directory.service.js';
import { ConnectorFieldsResolver } from './connector-fields.resolver.js';
import { ConnectorLinkParts } from './connector-link-parts.js';
import { ConnectorLinkFactory } from './connector-link.factory.js';
import { ConnectorPolicies } from './connector-policies.service.js';
import { ConnectorStatus } from './connector-status.service.js';
import { ConnectorTrial } from './connector-trial.service.js';
import { ConnectorWorker } from './connector-worker.service.js';
import { ConnectorsResolver } from './connectors.resolver.js';
import { ConnectorsService } from './connectors.service.js';
import { GatewayFeed } from './gateway-feed.js';
import { GatewayMirror } from './gateway-mirror.service.js';
import { GatewayTargets } from './gateway-target.service.js';
import { LocalGateways } from './local-gateways.service.js';

@Module({
  imports: [OrganizationsModule],
  providers: [
    ...[
      ConnectorsService,
      ConnectorCommands,
      ConnectorPolicies,
      ConnectorStatus,
      ConnectorTrial,
      ConnectorWorker,
      ConnectorLinkParts,
      ConnectorLinkFactory,
    ],
    ...[CommandRunner, ConnectorDirectory, GatewayFeed, GatewayMirror, GatewayTargets, LocalGateways],
    ...[ConnectorsResolver, ConnectorFieldsResolver],
  ],
  exports: [ConnectorsService, ConnectorDirectory, ConnectorCommands, ConnectorWorker, GatewayFeed],
})
export class ConnectorsModule {}
