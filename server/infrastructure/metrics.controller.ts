import { createHash, timingSafeEqual } from 'node:crypto';
import { Controller, Get, Inject, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import ipaddr from 'ipaddr.js';
import type { Config } from '../platform/config/config.js';
import { CONFIG } from '../platform/config/config.token.js';
import { AppError } from '../platform/errors/app-error.js';
import { Public } from '../platform/graphql/can.js';
import { Metrics } from '../platform/telemetry/metrics.js';

/** Prometheus metrics: with a token for whoever holds it, without one only for this machine. */
@Controller('metrics')
export class MetricsController {
  constructor(
    private readonly metrics: Metrics,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get()
  @Public()
  async read(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    this.admit(request);
    const { registry } = this.metrics;
    await reply
      .header('content-type', registry.contentType)
      .header('cache-control', 'no-store')
      .send(await registry.metrics());
  }

  private admit(request: FastifyRequest): void {
    const { metricsToken } = this.config;
    if (metricsToken === null) {
      if (!isLocal(request))
        throw new AppError('FORBIDDEN', 'Set CLAWBUTLER_METRICS_TOKEN to read metrics from elsewhere.');
      return;
    }
    const given = /^Bearer ([\x21-\x7e]+)$/i.exec(request.headers.authorization ?? '')?.[1];
    if (given === undefined || !timingSafeEqual(digest(given), digest(metricsToken))) {
      throw new AppError('UNAUTHENTICATED', 'Send the metrics token as a bearer token.');
    }
  }
}

/** A proxy on this machine speaks for others, so a forwarded request never counts as local. */
function isLocal(request: FastifyRequest): boolean {
  if (request.headers['x-forwarded-for'] !== undefined || request.headers.forwarded !== undefined)
    return false;
  const address = request.socket.remoteAddress;
  return address !== undefined && ipaddr.isValid(address) && ipaddr.process(address).range() === 'loopback';
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
