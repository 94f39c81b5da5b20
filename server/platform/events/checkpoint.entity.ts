import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A signed statement of the log’s size and root. */
@Entity('checkpoints')
export class CheckpointEntity {
  @PrimaryColumn('uuid', { name: 'org_id' }) organizationId!: string;
  @PrimaryColumn('bigint') size!: string;
  @Column('bytea') root!: Buffer;
  @Column('text') note!: string;
  @Column({ type: 'timestamptz', precision: 3, default: () => 'clock_timestamp()' }) at!: Date;
}
