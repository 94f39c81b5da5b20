import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A nonce of the last five minutes. Unlogged: a crash of PostgreSQL forgets them, and nothing depends on them alone. */
@Entity('host_nonces')
export class HostNonceEntity {
  @PrimaryColumn('uuid', { name: 'org_id' }) organizationId!: string;
  @PrimaryColumn('uuid', { name: 'host_id' }) hostId!: string;
  @PrimaryColumn('text') nonce!: string;
  @Column({ type: 'timestamptz', name: 'seen_at', precision: 3, default: () => 'clock_timestamp()' })
  seenAt!: Date;
}
