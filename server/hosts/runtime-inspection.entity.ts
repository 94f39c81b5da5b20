import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The settings in force of a runtime, as its host read them last. */
@Entity('runtime_inspections')
export class RuntimeInspectionEntity {
  @PrimaryColumn('uuid', { name: 'org_id' }) organizationId!: string;
  @PrimaryColumn('uuid', { name: 'instance_id' }) instanceId!: string;
  @Column('text') digest!: string;
  @Column('jsonb') facts!: unknown;
  @Column('jsonb') sources!: unknown;
  @Column({
    type: 'timestamptz',
    name: 'inspected_at',
    precision: 3,
    default: () => 'clock_timestamp()',
  })
  inspectedAt!: Date;
  @Column({ type: 'timestamptz', name: 'changed_at', precision: 3, default: () => 'clock_timestamp()' })
  changedAt!: Date;
}
