import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Pricing an organisation's model calls again, and how far it is. */
@Entity('cost_recomputes')
export class CostRecomputeEntity {
  @PrimaryColumn('uuid', { name: 'org_id' }) organizationId!: string;
  @PrimaryColumn('uuid') id!: string;
  @Column('text', { name: 'price_version' }) priceVersion!: string;
  @Column('integer', { name: 'session_count' }) sessionCount!: number;
  @Column('integer', { name: 'done_count', default: 0 }) doneCount!: number;
  @Column('integer', { name: 'changed_count', default: 0 }) changedCount!: number;
  @Column('uuid', { name: 'after_session', nullable: true }) afterSession!: string | null;
  @Column({ type: 'timestamptz', name: 'asked_at', precision: 3, default: () => 'clock_timestamp()' })
  askedAt!: Date;
  @Column('uuid', { name: 'asked_by', nullable: true }) askedById!: string | null;
  @Column({ type: 'timestamptz', name: 'finished_at', precision: 3, nullable: true })
  finishedAt!: Date | null;
}
