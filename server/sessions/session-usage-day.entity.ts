import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What a session used of one model on one day (UTC; the epoch where no time is known). */
@Entity('session_usage_days')
export class SessionUsageDayEntity {
  @PrimaryColumn('uuid', { name: 'org_id' }) organizationId!: string;
  @PrimaryColumn('uuid', { name: 'session_id' }) sessionId!: string;
  @PrimaryColumn('date') day!: string;
  @PrimaryColumn('text') model!: string;
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
}
