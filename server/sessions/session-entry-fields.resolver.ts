import { createHash } from 'node:crypto';
import { Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { TokenUsage } from '../../schema/generated/types.js';
import type { GraphqlContext } from '../platform/graphql/request.js';
import { entryKey, SessionEntries } from './session-entries.service.js';
import type { SessionEntryRow } from './session-row.js';

/** Computed fields of an entry. */
@Resolver('SessionEntry')
export class SessionEntryFieldsResolver {
  constructor(private readonly entries: SessionEntries) {}

  /** Short, and the same for ever: keys of runtimes are long and may hold anything. */
  @ResolveField() id(@Parent() row: SessionEntryRow): string {
    return createHash('sha256').update(entryKey(row)).digest('base64url').slice(0, 27);
  }

  @ResolveField() digest(@Parent() row: SessionEntryRow): string {
    return row.digest.toString('hex');
  }

  @ResolveField() usage(
    @Parent() row: SessionEntryRow,
    @Context() context: GraphqlContext,
  ): Promise<TokenUsage | null> {
    const { ctx, loaders } = context;
    return loaders.get('session-entry-usage', (keys) => this.entries.usageOf(ctx!, keys)).load(entryKey(row));
  }
}
