import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What a gateway showed at the last sync. */
@Entity('connector_mirrors')
export class ConnectorMirrorEntity {
  @PrimaryColumn('uuid', { name: 'org_id' }) organizationId!: string;
  @PrimaryColumn('uuid', { name: 'connector_id' }) connectorId!: string;
  @Column('jsonb', { default: () => "'[]'" }) models!: unknown;
  @Column('jsonb', { default: () => "'[]'" }) sessions!: unknown;
  @Column('integer', { name: 'session_count', default: 0 }) sessionCount!: number;
  @Column('jsonb', { nullable: true }) usage!: unknown;
  @Column('jsonb', { default: () => "'[]'" }) presence!: unknown;
  @Column({ type: 'timestamptz', name: 'synced_at', precision: 3, default: () => 'clock_timestamp()' })
  syncedAt!: Date;
}
