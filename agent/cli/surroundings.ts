import { hostname } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';

/** What commands take from the machine, so that tests can give them another. */
export interface Surroundings {
  env: NodeJS.ProcessEnv;
  fetch: typeof fetch;
  now: () => number;
  wait: (ms: number) => Promise<void>;
  hostname: string;
  /** Operating system and CPU, for example `linux x64`. */
  platform: string;
}

/** The machine this runs on. */
export const thisMachine = (): Surroundings => ({
  env: process.env,
  fetch,
  now: Date.now,
  wait: (ms) => pause(ms),
  hostname: hostname(),
  platform: `${process.platform} ${process.arch}`,
});
