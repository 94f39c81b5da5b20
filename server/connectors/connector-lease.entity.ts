import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Which worker holds the link of a gateway, and until when. */
@Entity('connector_leases')
export class ConnectorLeaseEntity {
  @PrimaryColumn('uuid', { name: 'org_id' }) organizationId!: string;
  @PrimaryColumn('uuid', { name: 'connector_id' }) connectorId!: string;
  @Column('text') holder!: string;
  @Column({ type: 'timestamptz', precision: 3 }) until!: Date;
}
