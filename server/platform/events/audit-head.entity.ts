import { Column, Entity, PrimaryColumn } from 'typeorm';

/** How far an organisation’s log is sealed and relayed. */
@Entity('audit_heads')
export class AuditHeadEntity {
  @PrimaryColumn('uuid', { name: 'org_id' }) organizationId!: string;
  @Column('bigint') size!: string;
  @Column('bytea') chain!: Buffer;
  @Column('bytea', { array: true }) peaks!: Buffer[];
  @Column('bigint', { name: 'relayed_seq', default: 0 }) relayedSeq!: string;
}
