import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Work queued for a gateway. */
@Entity('connector_commands')
export class ConnectorCommandEntity {
  @PrimaryColumn('uuid', { name: 'org_id' }) organizationId!: string;
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid', { name: 'connector_id' }) connectorId!: string;
  @Column('text') kind!: string;
  @Column('uuid', { name: 'subject_id' }) subjectId!: string;
  @Column('jsonb') payload!: unknown;
  @Column('text', { default: 'QUEUED' }) state!: string;
  @Column('integer', { default: 0 }) attempts!: number;
  @Column({ type: 'timestamptz', name: 'next_attempt_at', precision: 3, default: () => 'clock_timestamp()' })
  nextAttemptAt!: Date;
  @Column({ type: 'timestamptz', name: 'created_at', precision: 3, default: () => 'clock_timestamp()' })
  createdAt!: Date;
  @Column({ type: 'timestamptz', name: 'expires_at', precision: 3 }) expiresAt!: Date;
  @Column({ type: 'timestamptz', name: 'finished_at', precision: 3, nullable: true })
  finishedAt!: Date | null;
  @Column('jsonb', { nullable: true }) result!: unknown;
}
