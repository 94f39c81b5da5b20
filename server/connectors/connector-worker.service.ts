import { Injectable } from '@nestjs/common';

@Injectable()
export class ConnectorWorker {
  start(): void {}
  async stop(): Promise<void> {}
}
