import { ClientProblem } from './client-problem.js';

const toleratedMs = 5 * 60_000;

/** The server's time, as seen from here: this machine's clock and how far it is off. */
export class ServerClock {
  private offset = 0;

  constructor(private readonly now: () => number = Date.now) {}

  /** Milliseconds since 1970, by the server's clock. */
  nowMs(): number {
    return this.now() + this.offset;
  }

  /** Server minus machine, in milliseconds. */
  get offsetMs(): number {
    return this.offset;
  }

  /** Learns from the `Date` of an answer; `sentMs` is this machine's clock when the request went off. */
  learn(date: string | null, sentMs: number): void {
    const told = date === null ? NaN : Date.parse(date);
    if (Number.isNaN(told)) return;
    // A Date has whole seconds: on average half a second more has passed.
    const middle = (sentMs + this.now()) / 2;
    const measured = told + 500 - middle;
    if (Math.abs(measured - this.offset) > 1500) this.offset = Math.round(measured);
  }

  /** This machine's own clock, to measure a request by. */
  localMs(): number {
    return this.now();
  }

  /** @throws ClientProblem when the clock is so far off that times told from here would mislead. */
  check(): void {
    if (Math.abs(this.offset) <= toleratedMs) return;
    const direction = this.offset > 0 ? 'behind' : 'ahead of';
    throw new ClientProblem(
      'CLOCK',
      `The clock of this machine is ${inWords(Math.abs(this.offset))} ${direction} the server's. Set it right and try again.`,
    );
  }
}

function inWords(ms: number): string {
  const minutes = Math.round(ms / 60_000);
  if (minutes < 120) return `${minutes} minutes`;
  const hours = Math.round(minutes / 60);
  return hours < 48 ? `${hours} hours` : `${Math.round(hours / 24)} days`;
}
