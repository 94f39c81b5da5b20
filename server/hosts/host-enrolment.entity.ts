import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A token that lets one machine in, once. Kept as a hash. */
@Entity('host_enrolments')
export class HostEnrolmentEntity {
  @PrimaryColumn('uuid', { name: 'org_id' }) organizationId!: string;
  @PrimaryColumn('uuid') id!: string;
  @Column('bytea', { name: 'token_hash', unique: true }) tokenHash!: Buffer;
  @Column('uuid', { name: 'created_by' }) createdById!: string;
  @Column({ type: 'timestamptz', name: 'created_at', precision: 3, default: () => 'clock_timestamp()' })
  createdAt!: Date;
  @Column({ type: 'timestamptz', name: 'expires_at', precision: 3 }) expiresAt!: Date;
  @Column({ type: 'timestamptz', name: 'used_at', precision: 3, nullable: true }) usedAt!: Date | null;
  @Column('uuid', { name: 'host_id', nullable: true }) hostId!: string | null;
}
