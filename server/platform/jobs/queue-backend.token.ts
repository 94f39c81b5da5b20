/** Injection token of the queue backend opened at the entry point. */
export const QUEUE_BACKEND = 'QUEUE_BACKEND';
