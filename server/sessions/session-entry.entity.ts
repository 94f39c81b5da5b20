import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One entry as one session holds it. */
@Entity('session_entries')
export class SessionEntryEntity {
  @PrimaryColumn('uuid', { name: 'org_id' }) organizationId!: string;
  @PrimaryColumn('uuid', { name: 'source_id' }) sourceId!: string;
  @PrimaryColumn({ type: 'text', collation: 'C' }) key!: string;
  @PrimaryColumn('uuid', { name: 'session_id' }) sessionId!: string;
  @Column('bigint') position!: string;
  @Column('text') kind!: string;
  @Column('text', { nullable: true }) role!: string | null;
  @Column({ type: 'timestamptz', precision: 3, nullable: true }) at!: Date | null;
  @Column('text', { nullable: true }) text!: string | null;
  @Column('integer', { name: 'text_length' }) textLength!: number;
  @Column('boolean') withheld!: boolean;
  @Column('integer') redactions!: number;
  @Column('bytea') digest!: Buffer;
  @Column('text', { name: 'tool_name', nullable: true }) toolName!: string | null;
  @Column('text', { name: 'tool_call_id', nullable: true }) toolCallId!: string | null;
  @Column('boolean', { name: 'is_error' }) isError!: boolean;
  @Column('text', { nullable: true }) model!: string | null;
  @Column('boolean', { default: false }) copied!: boolean;
  @Column('uuid') batch!: string;
}
