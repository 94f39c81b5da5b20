import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What was stopped at a gateway, and how to put it back. */
@Entity('gateway_stops')
export class GatewayStopEntity {
  @PrimaryColumn('uuid', { name: 'org_id' }) organizationId!: string;
  @PrimaryColumn('uuid', { name: 'connector_id' }) connectorId!: string;
  @PrimaryColumn('text', { name: 'agent_external_id' }) agentExternalId!: string;
  @Column('text') restore!: string;
  @Column({ type: 'timestamptz', name: 'planned_at', precision: 3, default: () => 'clock_timestamp()' })
  plannedAt!: Date;
}
