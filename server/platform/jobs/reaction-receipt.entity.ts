import { Column, Entity, PrimaryColumn } from 'typeorm';

/** That a reaction dealt with an event, so that it does so once. */
@Entity('reaction_receipts')
export class ReactionReceiptEntity {
  @PrimaryColumn('uuid', { name: 'org_id' }) organizationId!: string;
  @PrimaryColumn('uuid', { name: 'event_id' }) eventId!: string;
  @PrimaryColumn('text') reaction!: string;
  @Column({ type: 'timestamptz', precision: 3, default: () => 'clock_timestamp()' }) at!: Date;
}
