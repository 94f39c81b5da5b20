import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The first answer to a mutation sent with a key; sealed. */
@Entity('idempotency_keys')
export class IdempotencyKeyEntity {
  @PrimaryColumn('text') scope!: string;
  @PrimaryColumn('text', { name: 'key_hash' }) keyHash!: string;
  @Column('text', { name: 'body_hash' }) bodyHash!: string;
  @Column('text', { nullable: true }) result!: string | null;
  @Column({ type: 'timestamptz', name: 'created_at', precision: 3, default: () => 'clock_timestamp()' })
  createdAt!: Date;
}
