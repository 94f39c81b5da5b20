import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What a session had cost before it was priced again. */
@Entity('session_cost_revisions')
export class SessionCostRevisionEntity {
  @PrimaryColumn('uuid', { name: 'org_id' }) organizationId!: string;
  @PrimaryColumn('uuid', { name: 'session_id' }) sessionId!: string;
  @PrimaryColumn('uuid', { name: 'recompute_id' }) recomputeId!: string;
  @Column({ type: 'timestamptz', precision: 3, default: () => 'clock_timestamp()' }) at!: Date;
  @Column('uuid', { name: 'asked_by', nullable: true }) askedById!: string | null;
  @Column('bigint', { name: 'usd_picos' }) usdPicos!: string;
  @Column('integer', { name: 'priced_calls' }) pricedCalls!: number;
  @Column('bigint', { name: 'unpriced_tokens' }) unpricedTokens!: string;
  @Column('text', { name: 'price_version', nullable: true }) priceVersion!: string | null;
}
