import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A paired machine: its key, what it said of itself, and when it was last heard of. */
@Entity('runtime_hosts')
export class RuntimeHostEntity {
  @PrimaryColumn('uuid', { name: 'org_id' }) organizationId!: string;
  @PrimaryColumn('uuid') id!: string;
  @Column('text') name!: string;
  @Column('text') hostname!: string;
  @Column('text') platform!: string;
  @Column('text', { name: 'agent_version' }) agentVersion!: string;
  @Column('bytea', { name: 'public_key' }) publicKey!: Buffer;
  @Column('bytea', { name: 'key_hash', unique: true }) keyHash!: Buffer;
  @Column({ type: 'timestamptz', name: 'paired_at', precision: 3, default: () => 'clock_timestamp()' })
  pairedAt!: Date;
  @Column('uuid', { name: 'paired_by', nullable: true }) pairedById!: string | null;
  @Column({ type: 'timestamptz', name: 'last_seen_at', precision: 3, nullable: true })
  lastSeenAt!: Date | null;
  @Column({ type: 'timestamptz', name: 'revoked_at', precision: 3, nullable: true }) revokedAt!: Date | null;
  @Column('integer', { name: 'clock_offset_ms', nullable: true }) clockOffsetMs!: number | null;
  @Column('integer', { name: 'spool_depth', default: 0 }) spoolDepth!: number;
  @Column('text', { array: true, default: () => "'{}'" }) problems!: string[];
  @Column({ type: 'timestamptz', name: 'clone_detected_at', precision: 3, nullable: true })
  cloneDetectedAt!: Date | null;
}
