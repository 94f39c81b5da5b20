import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A request, its decision, its delivery and what became of it. */
@Entity('approvals')
export class ApprovalEntity {
  @PrimaryColumn('uuid', { name: 'org_id' }) organizationId!: string;
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid', { name: 'connector_id' }) connectorId!: string;
  @Column('uuid', { name: 'agent_id', nullable: true }) agentId!: string | null;
  @Column('text', { name: 'external_id' }) externalId!: string;
  @Column('text') kind!: string;
  @Column('text') tool!: string;
  @Column('text', { name: 'canonical_action' }) canonicalAction!: string;
  @Column('text') digest!: string;
  @Column('text', { name: 'search_text' }) searchText!: string;
  @Column('text', { name: 'action_hash' }) actionHash!: string;
  @Column('jsonb') details!: unknown;
  @Column('text') raw!: string;
  @Column('text', { name: 'session_key', nullable: true }) sessionKey!: string | null;
  @Column('text', { name: 'run_id', nullable: true }) runId!: string | null;
  @Column('text', { name: 'tool_call_id', nullable: true }) toolCallId!: string | null;
  @Column('text') state!: string;
  @Column('text', { nullable: true }) decision!: string | null;
  @Column('text', { name: 'decision_source', nullable: true }) decisionSource!: string | null;
  @Column('uuid', { name: 'decided_by', nullable: true }) decidedBy!: string | null;
  @Column({ type: 'timestamptz', name: 'decided_at', precision: 3, nullable: true }) decidedAt!: Date | null;
  @Column('text', { name: 'decision_reason', nullable: true }) decisionReason!: string | null;
  @Column('text', { name: 'resolved_elsewhere_by', nullable: true }) resolvedElsewhereBy!: string | null;
  @Column('text', { default: 'NONE' }) delivery!: string;
  @Column({ type: 'timestamptz', name: 'delivered_at', precision: 3, nullable: true })
  deliveredAt!: Date | null;
  @Column('text', { name: 'delivery_note', nullable: true }) deliveryNote!: string | null;
  @Column('text', { default: 'NONE' }) outcome!: string;
  @Column('integer', { name: 'exit_code', nullable: true }) exitCode!: number | null;
  @Column({ type: 'timestamptz', name: 'executed_at', precision: 3, nullable: true })
  executedAt!: Date | null;
  @Column('text', { name: 'output_preview', nullable: true }) outputPreview!: string | null;
  @Column('text', { name: 'outcome_note', nullable: true }) outcomeNote!: string | null;
  @Column('text') risk!: string;
  @Column('jsonb', { name: 'risk_reasons' }) riskReasons!: unknown;
  @Column('uuid', { name: 'policy_id', nullable: true }) policyId!: string | null;
  @Column('text', { name: 'policy_sentence' }) policySentence!: string;
  @Column('text', { name: 'required_role', nullable: true }) requiredRole!: string | null;
  @Column({ type: 'timestamptz', name: 'asked_at', precision: 3, default: () => 'clock_timestamp()' })
  askedAt!: Date;
  @Column({ type: 'timestamptz', name: 'expires_at', precision: 3 }) expiresAt!: Date;
}
