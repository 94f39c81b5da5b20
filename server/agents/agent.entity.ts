import { Column, Entity, PrimaryColumn, Unique } from 'typeorm';

/** An agent that a gateway runs. */
@Entity('agents')
@Unique(['organizationId', 'connectorId', 'externalId'])
export class AgentEntity {
  @PrimaryColumn('uuid', { name: 'org_id' }) organizationId!: string;
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid', { name: 'connector_id' }) connectorId!: string;
  @Column('text', { name: 'external_id' }) externalId!: string;
  @Column('text') name!: string;
  @Column('text', { nullable: true }) emoji!: string | null;
  @Column('text', { nullable: true }) model!: string | null;
  @Column('boolean', { name: 'is_default', default: false }) isDefault!: boolean;
  @Column('jsonb', { default: () => "'[]'" }) tools!: unknown;
  @Column('text', { nullable: true }) workspace!: string | null;
  @Column('text', { name: 'exec_mode', nullable: true }) execMode!: string | null;
  @Column('text', { name: 'runtime_state', default: 'ONLINE' }) runtimeState!: string;
  @Column('boolean', { default: false }) disabled!: boolean;
  @Column('text', { name: 'power_note', nullable: true }) powerNote!: string | null;
  @Column('integer', { name: 'running_session_count', default: 0 }) runningSessionCount!: number;
  @Column('integer', { name: 'session_count', default: 0 }) sessionCount!: number;
  @Column('text', { name: 'last_run_error', nullable: true }) lastRunError!: string | null;
  @Column({ type: 'timestamptz', name: 'last_activity_at', precision: 3, nullable: true })
  lastActivityAt!: Date | null;
  @Column({ type: 'timestamptz', name: 'first_seen_at', precision: 3, default: () => 'clock_timestamp()' })
  firstSeenAt!: Date;
  @Column({ type: 'timestamptz', name: 'last_seen_at', precision: 3, default: () => 'clock_timestamp()' })
  lastSeenAt!: Date;
  @Column({ type: 'timestamptz', name: 'removed_at', precision: 3, nullable: true }) removedAt!: Date | null;
}
