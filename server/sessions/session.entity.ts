import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

/** A conversation or run of a runtime, with the totals of what is its own. */
@Entity('sessions')
@Check(
  'sessions_source',
  `source_id = coalesce(instance_id, connector_id) and (instance_id is null) = (host_id is null)
   and (instance_id is null) <> (connector_id is null)`,
)
export class SessionEntity {
  @PrimaryColumn('uuid', { name: 'org_id' }) organizationId!: string;
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid', { name: 'source_id' }) sourceId!: string;
  @Column('uuid', { name: 'instance_id', nullable: true }) instanceId!: string | null;
  @Column('uuid', { name: 'connector_id', nullable: true }) connectorId!: string | null;
  @Column('uuid', { name: 'host_id', nullable: true }) hostId!: string | null;
  @Column('text') runtime!: string;
  @Column({ type: 'text', name: 'external_id', collation: 'C' }) externalId!: string;
  @Column('text', { name: 'told_relation', nullable: true }) toldRelation!: string | null;
  @Column({ type: 'text', name: 'told_parent_external_id', nullable: true, collation: 'C' })
  toldParentExternalId!: string | null;
  @Column({ type: 'text', name: 'copied_from_external_id', nullable: true, collation: 'C' })
  copiedFromExternalId!: string | null;
  @Column('text', { default: 'MAIN' }) relation!: string;
  @Column({ type: 'text', name: 'parent_external_id', nullable: true, collation: 'C' }) parentExternalId!:
    string | null;
  @Column('text', { nullable: true }) title!: string | null;
  @Column('text', { nullable: true }) cwd!: string | null;
  @Column('text', { nullable: true }) repository!: string | null;
  @Column('text', { nullable: true }) branch!: string | null;
  @Column('text', { nullable: true }) model!: string | null;
  @Column({ type: 'timestamptz', name: 'model_at', precision: 3, nullable: true }) modelAt!: Date | null;
  @Column('text', { name: 'runtime_version', nullable: true }) runtimeVersion!: string | null;
  @Column('text', { default: 'UNKNOWN' }) status!: string;
  @Column({ type: 'timestamptz', name: 'born_at', precision: 3, nullable: true }) bornAt!: Date | null;
  @Column({ type: 'timestamptz', name: 'started_at', precision: 3, nullable: true }) startedAt!: Date | null;
  @Column({ type: 'timestamptz', name: 'ended_at', precision: 3, nullable: true }) endedAt!: Date | null;
  @Column({ type: 'timestamptz', name: 'first_at', precision: 3, nullable: true }) firstAt!: Date | null;
  @Column({
    type: 'timestamptz',
    name: 'last_activity_at',
    precision: 3,
    default: () => "'1970-01-01 00:00:00+00'",
  })
  lastActivityAt!: Date;
  @Column({ type: 'timestamptz', name: 'source_gone_at', precision: 3, nullable: true })
  sourceGoneAt!: Date | null;
  @Column({ type: 'timestamptz', name: 'erased_at', precision: 3, nullable: true }) erasedAt!: Date | null;
  @Column('text', { name: 'told_basis', nullable: true }) toldBasis!: string | null;
  @Column('bigint', { name: 'reported_usd_picos', nullable: true }) reportedUsdPicos!: string | null;
  @Column('text', { name: 'content_policy' }) contentPolicy!: string;
  @Column('integer', { name: 'message_count', default: 0 }) messageCount!: number;
  @Column('integer', { name: 'tool_call_count', default: 0 }) toolCallCount!: number;
  @Column('integer', { name: 'entry_count', default: 0 }) entryCount!: number;
  @Column('bigint', { default: 0 }) input!: string;
  @Column('bigint', { name: 'cache_read', default: 0 }) cacheRead!: string;
  @Column('bigint', { name: 'cache_write', default: 0 }) cacheWrite!: string;
  @Column('bigint', { name: 'cache_write_long', default: 0 }) cacheWriteLong!: string;
  @Column('bigint', { default: 0 }) output!: string;
  @Column('bigint', { default: 0 }) reasoning!: string;
  @Column('bigint', { name: 'usd_picos', default: 0 }) usdPicos!: string;
  @Column('integer', { default: 0 }) calls!: number;
  @Column('integer', { name: 'priced_calls', default: 0 }) pricedCalls!: number;
  @Column('bigint', { name: 'unpriced_tokens', default: 0 }) unpricedTokens!: string;
  @Column('text', { name: 'price_version', nullable: true }) priceVersion!: string | null;
  @Column('jsonb', { name: 'read_mark', nullable: true }) readMark!: unknown;
}
