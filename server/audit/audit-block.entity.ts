import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What 128 sealed rows hold, for skipping them: the span of their times and the letter sequences in them. */
@Entity('audit_blocks')
export class AuditBlockEntity {
  @PrimaryColumn('uuid', { name: 'org_id' }) organizationId!: string;
  @PrimaryColumn('bigint') block!: string;
  @Column({ type: 'timestamptz', name: 'first_at', precision: 3 }) firstAt!: Date;
  @Column({ type: 'timestamptz', name: 'last_at', precision: 3 }) lastAt!: Date;
  @Column('bytea') grams!: Buffer;
}
