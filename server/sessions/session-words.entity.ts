import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Words that a batch added to a session, for searching. */
@Entity('session_words')
export class SessionWordsEntity {
  @PrimaryColumn('uuid', { name: 'org_id' }) organizationId!: string;
  @PrimaryColumn('uuid', { name: 'session_id' }) sessionId!: string;
  @PrimaryColumn('uuid') batch!: string;
  @PrimaryColumn('integer') part!: number;
  @Column('tsvector') words!: string;
}
