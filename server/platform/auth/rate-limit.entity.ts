import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Attempts within one window. */
@Entity('rate_limits')
export class RateLimitEntity {
  @PrimaryColumn('text') name!: string;
  @PrimaryColumn('text') key!: string;
  @Column('integer') points!: number;
  @Column({ type: 'timestamptz', name: 'window_ends', precision: 3 }) windowEnds!: Date;
}
