import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The erasable part of an event; its digest stays in the log. */
@Entity('event_payloads')
export class EventPayloadEntity {
  @PrimaryColumn('uuid', { name: 'org_id' }) organizationId!: string;
  @PrimaryColumn('uuid', { name: 'event_id' }) eventId!: string;
  @Column('bytea') salt!: Buffer;
  @Column('jsonb') payload!: unknown;
  @Column('text') canonical!: string;
}
