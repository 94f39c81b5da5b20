import { Column, Entity, PrimaryColumn } from 'typeorm';

/** How far one gateway is with a stop order. */
@Entity('kill_reports')
export class KillReportEntity {
  @PrimaryColumn('uuid', { name: 'org_id' }) organizationId!: string;
  @PrimaryColumn('uuid', { name: 'kill_switch_id' }) killSwitchId!: string;
  @PrimaryColumn('uuid', { name: 'connector_id' }) connectorId!: string;
  @Column('text', { name: 'connector_name' }) connectorName!: string;
  @Column('text', { default: 'PENDING' }) state!: string;
  @Column('text', { array: true, default: () => "'{}'" }) steps!: string[];
  @Column({ type: 'timestamptz', name: 'expires_at', precision: 3 }) expiresAt!: Date;
  @Column({ type: 'timestamptz', precision: 3, nullable: true }) at!: Date | null;
}
