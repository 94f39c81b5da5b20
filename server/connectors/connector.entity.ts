import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A gateway under governance, how its link stands, and what it said of itself. */
@Entity('connectors')
export class ConnectorEntity {
  @PrimaryColumn('uuid', { name: 'org_id' }) organizationId!: string;
  @PrimaryColumn('uuid') id!: string;
  @Column('text', { default: 'OPENCLAW' }) kind!: string;
  @Column('text') name!: string;
  @Column('text') url!: string;
  @Column('text') auth!: string;
  @Column('text') secret!: string;
  @Column('text', { name: 'device_id' }) deviceId!: string;
  @Column('text', { name: 'device_identity' }) deviceIdentity!: string;
  @Column('text', { name: 'device_token', nullable: true }) deviceToken!: string | null;
  @Column('boolean', { default: true }) enabled!: boolean;
  @Column('integer', { default: 1 }) version!: number;
  @Column('integer', { default: 0 }) retry!: number;
  @Column('text', { default: 'CONNECTING' }) state!: string;
  @Column('text', { name: 'state_reason', nullable: true }) stateReason!: string | null;
  @Column('text', { name: 'state_code', nullable: true }) stateCode!: string | null;
  @Column({ type: 'timestamptz', name: 'state_since', precision: 3, default: () => 'clock_timestamp()' })
  stateSince!: Date;
  @Column({ type: 'timestamptz', name: 'last_connected_at', precision: 3, nullable: true })
  lastConnectedAt!: Date | null;
  @Column({ type: 'timestamptz', name: 'last_sync_at', precision: 3, nullable: true })
  lastSyncAt!: Date | null;
  @Column({ type: 'timestamptz', name: 'next_attempt_at', precision: 3, nullable: true })
  nextAttemptAt!: Date | null;
  @Column('integer', { nullable: true }) protocol!: number | null;
  @Column('text', { name: 'server_version', nullable: true }) serverVersion!: string | null;
  @Column('text', { name: 'boot_id', nullable: true }) bootId!: string | null;
  @Column('boolean', { name: 'read_only', default: false }) readOnly!: boolean;
  @Column('text', { name: 'read_only_reason', nullable: true }) readOnlyReason!: string | null;
  @Column('text', { array: true, default: () => "'{}'" }) scopes!: string[];
  @Column('jsonb', { nullable: true }) pairing!: unknown;
  @Column('text', { name: 'exec_mode', nullable: true }) execMode!: string | null;
  @Column('text', { name: 'content_policy', default: 'METADATA' }) contentPolicy!: string;
  @Column('boolean', { nullable: true }) healthy!: boolean | null;
  @Column({ type: 'timestamptz', name: 'created_at', precision: 3, default: () => 'clock_timestamp()' })
  createdAt!: Date;
  @Column('uuid', { name: 'created_by' }) createdById!: string;
  @Column({ type: 'timestamptz', name: 'removed_at', precision: 3, nullable: true }) removedAt!: Date | null;
}
