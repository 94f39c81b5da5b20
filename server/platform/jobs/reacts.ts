import { SetMetadata } from '@nestjs/common';

export const reactsKey = 'clawbutler:reacts';
export const everyKey = 'clawbutler:every';

/**
 * The method runs once for each event of these types, some time after it was sealed, on a worker. It gets the event
 * row with its payload and an open transaction of the event's organisation; throwing retries it later.
 */
export const Reacts = (...types: string[]) => SetMetadata(reactsKey, types);

/** The method runs on one worker about every `seconds` (10 or more). */
export const Every = (seconds: number) => SetMetadata(everyKey, seconds);
