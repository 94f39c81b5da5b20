import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A machine that asks to be paired. Belongs to no organisation until a person takes it into theirs. Codes are kept as hashes. */
@Entity('host_pairing_requests')
export class HostPairingRequestEntity {
  @PrimaryColumn('uuid') id!: string;
  @Column('bytea', { name: 'device_code_hash', unique: true }) deviceCodeHash!: Buffer;
  @Column('bytea', { name: 'user_code_hash', unique: true }) userCodeHash!: Buffer;
  @Column('bytea', { name: 'public_key' }) publicKey!: Buffer;
  @Column('bytea', { name: 'key_hash' }) keyHash!: Buffer;
  @Column('text') hostname!: string;
  @Column('text') platform!: string;
  @Column('text', { name: 'agent_version' }) agentVersion!: string;
  @Column('text', { name: 'asked_from', nullable: true }) askedFrom!: string | null;
  @Column({ type: 'timestamptz', name: 'created_at', precision: 3, default: () => 'clock_timestamp()' })
  createdAt!: Date;
  @Column({ type: 'timestamptz', name: 'expires_at', precision: 3 }) expiresAt!: Date;
  @Column('integer', { name: 'interval_seconds', default: 5 }) intervalSeconds!: number;
  @Column({ type: 'timestamptz', name: 'polled_at', precision: 3, nullable: true }) polledAt!: Date | null;
  @Column('text', { default: 'PENDING' }) state!: string;
  @Column({ type: 'timestamptz', name: 'decided_at', precision: 3, nullable: true }) decidedAt!: Date | null;
  @Column('uuid', { name: 'host_org_id', nullable: true }) hostOrganizationId!: string | null;
  @Column('uuid', { name: 'host_id', nullable: true }) hostId!: string | null;
}
