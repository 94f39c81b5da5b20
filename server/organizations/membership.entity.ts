import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Role } from '../platform/auth/ctx.js';

/** A person in an organisation. */
@Entity('memberships')
export class MembershipEntity {
  @PrimaryColumn('uuid', { name: 'org_id' }) organizationId!: string;
  @PrimaryColumn('uuid', { name: 'user_id' }) userId!: string;
  @Column('text') role!: Role;
  @Column({ type: 'timestamptz', name: 'joined_at', precision: 3, default: () => 'clock_timestamp()' })
  joinedAt!: Date;
  @Column({ type: 'timestamptz', name: 'suspended_at', precision: 3, nullable: true })
  suspendedAt!: Date | null;
}
