import type { CombinedError } from 'urql';

/** A failed request, in words for people and codes for programs. */
export interface Problem {
  /** Code from the server's catalogue, or `NETWORK` when no answer came, or `UNKNOWN`. */
  code: string;
  /** What happened, one sentence. */
  title: string;
  /** What to do about it. */
  advice: string;
  /** Under which the server logged it. */
  requestId: string | null;
  /** Complaints about single inputs by their path, for example `input.email`. */
  fields: Readonly<Record<string, string>>;
}

const advice: Record<string, string> = {
  UNAUTHENTICATED: 'Your session has ended or was revoked.',
  FORBIDDEN: 'Ask an owner or administrator of the organisation.',
  NOT_FOUND: 'It may have been removed, or it belongs to another organisation.',
  CONFLICT: 'Reload to see how it stands, then repeat.',
  INVALID_INPUT: 'Correct the marked fields and send again.',
  LINK_INVALID: 'Ask for a new link.',
  SETUP_CLOSED: 'Sign in instead, or ask an owner for an invite link.',
  GATEWAY_REFUSED: 'Check the token and that the gateway has paired this control plane.',
  GATEWAY_UNREACHABLE: 'Check that the gateway runs and that its address is right.',
  UNAVAILABLE: 'Try again in a moment.',
  AUDIT_UNAVAILABLE: 'Nothing happens without a record. Try again in a moment.',
};
const network: Problem = {
  code: 'NETWORK',
  title: 'The server did not answer',
  advice:
    'Check the connection and that ClawButler is running. While it is down, gateways deny what they hold.',
  requestId: null,
  fields: {},
};

const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

function fieldsFrom(value: unknown): Record<string, string> {
  if (typeof value !== 'object' || value === null) return {};
  return Object.fromEntries(
    Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}

/** Puts the client's error into words; null when there was none. The server's texts are made for the public. */
export function problemOf(error: CombinedError | undefined | null): Problem | null {
  if (!error) return null;
  const first = error.graphQLErrors[0];
  if (!first) return network;
  const { code, requestId, fields } = first.extensions ?? {};
  const known = text(code) ?? 'UNKNOWN';
  return {
    code: known,
    title: first.message.replace(/\.$/, ''),
    advice: advice[known] ?? '',
    requestId: text(requestId),
    fields: fieldsFrom(fields),
  };
}

/** A problem of our own making, for outcomes that the contract names in a union. */
export const problem = (title: string, what = '', code = 'OUTCOME'): Problem => ({
  code,
  title,
  advice: what,
  requestId: null,
  fields: {},
});
