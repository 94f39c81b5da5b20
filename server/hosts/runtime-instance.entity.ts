import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A runtime in one place of a host, and how far people let it be read. */
@Entity('runtime_instances')
export class RuntimeInstanceEntity {
  @PrimaryColumn('uuid', { name: 'org_id' }) organizationId!: string;
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid', { name: 'host_id' }) hostId!: string;
  @Column('text') kind!: string;
  @Column('text') key!: string;
  @Column('text') location!: string;
  @Column('text') label!: string;
  @Column('text', { nullable: true }) version!: string | null;
  @Column('text', { default: 'DISCOVERED' }) state!: string;
  @Column('text', { name: 'content_policy', nullable: true }) contentPolicy!: string | null;
  @Column('boolean', { default: false }) paused!: boolean;
  @Column('integer', { name: 'session_count', default: 0 }) sessionCount!: number;
  @Column('integer', { name: 'running_count', default: 0 }) runningCount!: number;
  @Column('double precision', { name: 'total_bytes', default: 0 }) totalBytes!: number;
  @Column('double precision', { name: 'backlog_bytes', default: 0 }) backlogBytes!: number;
  @Column('text', { array: true, default: () => "'{}'" }) problems!: string[];
  @Column({ type: 'timestamptz', name: 'found_at', precision: 3, default: () => 'clock_timestamp()' })
  foundAt!: Date;
  @Column({ type: 'timestamptz', name: 'missing_since', precision: 3, nullable: true })
  missingSince!: Date | null;
  @Column({ type: 'timestamptz', name: 'last_sync_at', precision: 3, nullable: true })
  lastSyncAt!: Date | null;
  @Column({ type: 'timestamptz', name: 'added_at', precision: 3, nullable: true }) addedAt!: Date | null;
  @Column('uuid', { name: 'added_by', nullable: true }) addedById!: string | null;
}
