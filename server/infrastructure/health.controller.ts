import { Controller, Get, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Public } from '../platform/graphql/can.js';
import { Dependencies } from './dependencies.service.js';

/** What a load balancer and an orchestrator ask. Public: it tells names and states, no addresses and no reasons. */
@Controller('health')
export class HealthController {
  constructor(private readonly dependencies: Dependencies) {}

  /** The process runs and answers. Says nothing about anything else, so that a lost database restarts nobody. */
  @Get('live')
  @Public()
  live(): { status: string } {
    return { status: 'live' };
  }

  /** 200 when every dependency is up, else 503; each by name. */
  @Get('ready')
  @Public()
  async ready(@Res() reply: FastifyReply): Promise<void> {
    const all = await this.dependencies.all();
    const ready = all.every((dependency) => dependency.state !== 'DOWN');
    const dependencies = Object.fromEntries(all.map(({ name, state }) => [name, state.toLowerCase()]));
    await reply
      .status(ready ? 200 : 503)
      .header('cache-control', 'no-store')
      .send({ status: ready ? 'ready' : 'not ready', dependencies });
  }
}
