import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A link that works once: `setup` makes the first owner, `verify` confirms an address. Kept as a hash. */
@Entity('one_time_links')
export class OneTimeLinkEntity {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') kind!: 'setup' | 'verify';
  @Column('bytea', { name: 'token_hash', unique: true }) tokenHash!: Buffer;
  @Column('uuid', { name: 'user_id', nullable: true }) userId!: string | null;
  @Column({ type: 'timestamptz', name: 'created_at', precision: 3, default: () => 'clock_timestamp()' })
  createdAt!: Date;
  @Column({ type: 'timestamptz', name: 'expires_at', precision: 3, nullable: true }) expiresAt!: Date | null;
  @Column({ type: 'timestamptz', name: 'used_at', precision: 3, nullable: true }) usedAt!: Date | null;
  /** Name and password of the sign-up this link confirms; they take effect with it. */
  @Column('text', { nullable: true }) name!: string | null;
  @Column('text', { name: 'password_hash', nullable: true }) passwordHash!: string | null;
}
