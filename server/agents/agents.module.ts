import { Module } from '@nestjs/common';
import { ConnectorsModule } from '../connectors/connectors.module.js';
import { AgentsService } from './agents.service.js';
import { KillSwitches } from './kill-switches.service.js';

@Module({
  imports: [ConnectorsModule],
  providers: [AgentsService, KillSwitches],
  exports: [AgentsService, KillSwitches],
})
export class AgentsModule {}
