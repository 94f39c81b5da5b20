import { Readable } from 'node:stream';
import { Controller, Get, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { Ctx } from '../platform/auth/ctx.js';
import { Can } from '../platform/graphql/can.js';
import { CurrentCtx } from '../platform/graphql/request.js';
import { Log } from '../platform/telemetry/log.js';
import { AuditExporter } from './audit-export.service.js';
import { filterOfQuery } from './export-query.js';

/** Downloads of the log. The format is described in docs/audit-export.md. */
@Controller('export')
export class AuditExportController {
  constructor(
    private readonly exporter: AuditExporter,
    private readonly log: Log,
  ) {}

  /** Every recorded field with its proofs; `clawbutler verify` checks it offline. */
  @Get('audit.jsonl')
  @Can('audit:read')
  jsonl(
    @CurrentCtx() ctx: Ctx,
    @Query() query: Record<string, unknown>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.send(ctx, 'jsonl', { query, reply });
  }

  /** For spreadsheets; proves nothing. */
  @Get('audit.csv')
  @Can('audit:read')
  csv(
    @CurrentCtx() ctx: Ctx,
    @Query() query: Record<string, unknown>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.send(ctx, 'csv', { query, reply });
  }

  private async send(
    ctx: Ctx,
    format: 'jsonl' | 'csv',
    { query, reply }: { query: Record<string, unknown>; reply: FastifyReply },
  ): Promise<void> {
    const { fileName, contentType, body } = await this.exporter.open(ctx, format, filterOfQuery(query));
    const stream = Readable.from(body, { objectMode: false });
    // The head is out by then, so all that is left is to cut the connection: a file without its last line is no export.
    stream.on('error', (error) => this.log.error('an export broke off', { requestId: ctx.requestId, error }));
    await reply
      .header('content-type', contentType)
      .header('content-disposition', `attachment; filename="${fileName}"`)
      .header('cache-control', 'no-store')
      .send(stream);
  }
}
