import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A stored node of an organisation’s Merkle tree. */
@Entity('audit_nodes')
export class AuditNodeEntity {
  @PrimaryColumn('uuid', { name: 'org_id' }) organizationId!: string;
  @PrimaryColumn('smallint') level!: number;
  @PrimaryColumn('bigint') index!: string;
  @Column('bytea') hash!: Buffer;
}
