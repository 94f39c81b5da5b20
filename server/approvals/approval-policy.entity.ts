import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A rule that governs requests. */
@Entity('approval_policies')
export class ApprovalPolicyEntity {
  @PrimaryColumn('uuid', { name: 'org_id' }) organizationId!: string;
  @PrimaryColumn('uuid') id!: string;
  @Column('text') name!: string;
  @Column('integer') position!: number;
  @Column('boolean', { default: true }) enabled!: boolean;
  @Column('text') effect!: string;
  @Column('uuid', { name: 'connector_ids', array: true, default: () => "'{}'" }) connectorIds!: string[];
  @Column('uuid', { name: 'agent_ids', array: true, default: () => "'{}'" }) agentIds!: string[];
  @Column('text', { array: true, default: () => "'{}'" }) tools!: string[];
  @Column('text', { array: true, default: () => "'{}'" }) commands!: string[];
  @Column('text', { array: true, default: () => "'{}'" }) cwds!: string[];
  @Column('text', { name: 'minimum_risk', nullable: true }) minimumRisk!: string | null;
  @Column('text', { name: 'maximum_risk', nullable: true }) maximumRisk!: string | null;
  @Column('text', { name: 'required_role', nullable: true }) requiredRole!: string | null;
  @Column('integer', { name: 'timeout_seconds', nullable: true }) timeoutSeconds!: number | null;
  @Column({ type: 'timestamptz', name: 'created_at', precision: 3, default: () => 'clock_timestamp()' })
  createdAt!: Date;
  @Column({ type: 'timestamptz', name: 'updated_at', precision: 3, default: () => 'clock_timestamp()' })
  updatedAt!: Date;
  @Column({ type: 'timestamptz', name: 'deleted_at', precision: 3, nullable: true }) deletedAt!: Date | null;
}
