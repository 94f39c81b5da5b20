import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What happened; sequence, chain and leaf are filled in once, by the sealer. */
@Entity('domain_events')
export class DomainEventEntity {
  @PrimaryColumn('uuid', { name: 'org_id' }) organizationId!: string;
  @PrimaryColumn('uuid') id!: string;
  @Column('bigint', { nullable: true }) seq!: string | null;
  @Column('text') type!: string;
  @Column({ type: 'timestamptz', precision: 3, default: () => 'clock_timestamp()' }) at!: Date;
  @Column('text', { name: 'actor_kind' }) actorKind!: string;
  @Column('text', { name: 'actor_id', nullable: true }) actorId!: string | null;
  @Column('text', { name: 'actor_label' }) actorLabel!: string;
  @Column('text', { name: 'subject_type', nullable: true }) subjectType!: string | null;
  @Column('text', { name: 'subject_id', nullable: true }) subjectId!: string | null;
  @Column('text', { name: 'subject_label', nullable: true }) subjectLabel!: string | null;
  @Column('text') outcome!: string;
  @Column('text', { nullable: true }) code!: string | null;
  @Column('text', { name: 'request_id' }) requestId!: string;
  @Column('text', { name: 'credential_id', nullable: true }) credentialId!: string | null;
  @Column('uuid', { name: 'agent_id', nullable: true }) agentId!: string | null;
  @Column('text', { nullable: true }) risk!: string | null;
  @Column('text', { name: 'payload_digest' }) payloadDigest!: string;
  @Column('bytea', { nullable: true }) leaf!: Buffer | null;
  @Column('bytea', { nullable: true }) chain!: Buffer | null;
}
