import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The number of the last request of a host that was let in. */
@Entity('host_sequences')
export class HostSequenceEntity {
  @PrimaryColumn('uuid', { name: 'org_id' }) organizationId!: string;
  @PrimaryColumn('uuid', { name: 'host_id' }) hostId!: string;
  @Column('bigint', { name: 'last_sequence' }) lastSequence!: string;
}
