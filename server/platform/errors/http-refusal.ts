import { AppError } from './app-error.js';

/** An error with the status it is answered with, which may say more than its code. */
export interface HttpRefusal {
  error: AppError;
  status: number;
}

/**
 * What Fastify and Nest refuse before any of our code runs: an unreadable or too large body, an unknown path. Their own
 * words are not passed on; their status is.
 */
export function refusedByTransport(status: number): HttpRefusal {
  if (status === 404) return refusedByUs(new AppError('NOT_FOUND', 'There is nothing at this address.'));
  if (status === 413)
    return { error: new AppError('INVALID_INPUT', 'The request is larger than 256 KiB.'), status };
  if (status === 415) return refusedByUs(new AppError('UNSUPPORTED_MEDIA_TYPE'));
  if (status >= 400 && status < 500)
    return { error: new AppError('INVALID_INPUT', 'The request could not be read.'), status };
  return refusedByUs(new AppError('INTERNAL'));
}

/** Our own errors by their catalogue; anything unknown is INTERNAL. */
export function refusedByUs(thrown: unknown): HttpRefusal {
  const error = thrown instanceof AppError ? thrown : new AppError('INTERNAL');
  return { error, status: error.status };
}
