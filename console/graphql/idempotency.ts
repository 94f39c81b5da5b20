import { makeOperation, mapExchange, type Exchange } from 'urql';

/** A key nobody guesses or repeats. `randomUUID` is missing on plain http, where private networks still are. */
export function idempotencyKey(): string {
  if (typeof crypto.randomUUID === 'function') return crypto.randomUUID();
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
}

/** Gives every mutation an `Idempotency-Key`: that of its context, or a new one. */
export const idempotencyExchange: Exchange = mapExchange({
  onOperation: (operation) => {
    if (operation.kind !== 'mutation') return operation;
    const { fetchOptions, idempotencyKey: given } = operation.context;
    const base = (typeof fetchOptions === 'function' ? fetchOptions() : fetchOptions) ?? {};
    const headers = {
      ...(base.headers as Record<string, string>),
      'idempotency-key': (given as string | undefined) ?? idempotencyKey(),
    };
    return makeOperation('mutation', operation, { ...operation.context, fetchOptions: { ...base, headers } });
  },
});
