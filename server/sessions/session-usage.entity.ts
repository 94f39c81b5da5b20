import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One model call as one session holds it. */
@Entity('session_usages')
export class SessionUsageEntity {
  @PrimaryColumn('uuid', { name: 'org_id' }) organizationId!: string;
  @PrimaryColumn('uuid', { name: 'scope_id' }) scopeId!: string;
  @PrimaryColumn('text') runtime!: string;
  @PrimaryColumn({ type: 'text', collation: 'C' }) key!: string;
  @PrimaryColumn('uuid', { name: 'session_id' }) sessionId!: string;
  @Column({ type: 'text', name: 'entry_key', nullable: true, collation: 'C' }) entryKey!: string | null;
  @Column({ type: 'timestamptz', precision: 3, nullable: true }) at!: Date | null;
  @Column('text') model!: string;
  @Column('text', { nullable: true }) provider!: string | null;
  @Column('bigint', { default: 0 }) input!: string;
  @Column('bigint', { name: 'cache_read', default: 0 }) cacheRead!: string;
  @Column('bigint', { name: 'cache_write', default: 0 }) cacheWrite!: string;
  @Column('bigint', { name: 'cache_write_long', default: 0 }) cacheWriteLong!: string;
  @Column('bigint', { default: 0 }) output!: string;
  @Column('bigint', { default: 0 }) reasoning!: string;
  @Column('bigint', { name: 'usd_picos', nullable: true }) usdPicos!: string | null;
  @Column('text', { name: 'price_version', nullable: true }) priceVersion!: string | null;
  @Column({ type: 'text', nullable: true, collation: 'C' }) elsewhere!: string | null;
  @Column('boolean', { default: true }) counted!: boolean;
}
