import { Column, Entity, PrimaryColumn } from 'typeorm';

/** An order to stop an agent or a whole gateway. */
@Entity('kill_switches')
export class KillSwitchEntity {
  @PrimaryColumn('uuid', { name: 'org_id' }) organizationId!: string;
  @PrimaryColumn('uuid') id!: string;
  @Column('text') scope!: string;
  @Column('uuid', { name: 'target_id' }) targetId!: string;
  @Column('text', { name: 'target_name' }) targetName!: string;
  @Column('uuid', { name: 'connector_id', nullable: true }) connectorId!: string | null;
  @Column('text', { default: 'PENDING' }) state!: string;
  @Column('text', { nullable: true }) reason!: string | null;
  @Column({ type: 'timestamptz', name: 'engaged_at', precision: 3, default: () => 'clock_timestamp()' })
  engagedAt!: Date;
  @Column('uuid', { name: 'engaged_by', nullable: true }) engagedBy!: string | null;
  @Column({ type: 'timestamptz', name: 'confirmed_at', precision: 3, nullable: true })
  confirmedAt!: Date | null;
  @Column({ type: 'timestamptz', name: 'expires_at', precision: 3 }) expiresAt!: Date;
  @Column({ type: 'timestamptz', name: 'lifted_at', precision: 3, nullable: true }) liftedAt!: Date | null;
  @Column('uuid', { name: 'lifted_by', nullable: true }) liftedBy!: string | null;
}
