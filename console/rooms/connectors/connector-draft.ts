import type { ConnectorForEditQuery, ConnectorInput } from '../../graphql/generated/documents';
import { missing } from '../../graphql/missing';
import type { Problem } from '../../graphql/problem';

/** What the form holds. The secret is never filled in from anywhere. */
export type ConnectorDraft = ConnectorInput;

export type KnownConnector = NonNullable<ConnectorForEditQuery['connector']>;

/** An empty form, or one with the address of a gateway that was found. */
export function newDraft(url: string): ConnectorDraft {
  return { name: '', url, auth: 'TOKEN', secret: '' };
}

export const draftOf = ({ name, url, auth }: KnownConnector): ConnectorDraft => ({
  name,
  url,
  auth,
  secret: '',
});

/** A stored secret is only ever used for the address and the kind of sign-in it was given for. */
export function needsSecret(draft: ConnectorDraft, known: KnownConnector | null): boolean {
  return known === null || draft.url.trim() !== known.url || draft.auth !== known.auth;
}

/** What can be said before anything is sent. The server checks all of it again. */
export function missingFrom(draft: ConnectorDraft, known: KnownConnector | null): Problem | null {
  const secret = needsSecret(draft, known) ? draft.secret : 'stored';
  const what = draft.auth === 'TOKEN' ? 'operator token' : 'password';
  return missing({
    'input.name': [draft.name, 'Give the gateway a name'],
    'input.url': [draft.url, 'Enter the gateway’s address'],
    'input.secret': [secret, `Enter the ${what}${known ? ' again: the address or sign-in changed' : ''}`],
  });
}

/** Whether a trial was made with exactly these values; the name plays no part in it. */
export const trialKey = ({ url, auth, secret }: ConnectorDraft): string =>
  JSON.stringify([url.trim(), auth, secret]);
