import { Module } from '@nestjs/common';
import { ConnectorWorker } from './connector-worker.service.js';

@Module({ providers: [ConnectorWorker], exports: [ConnectorWorker] })
export class ConnectorsModule {}
