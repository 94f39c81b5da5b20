import { v7 } from 'uuid';

/** The only source of time and ids, injected so that tests own both. Expiry is decided by the database's clock, not by this one. */
export class Clock {
  now(): Date {
    return new Date();
  }

  /** A time-ordered UUID (version 7). */
  newId(): string {
    return v7();
  }
}
