import { Client, fetchExchange, mapExchange, subscriptionExchange, type Exchange } from 'urql';
import { createCache } from './cache';
import { fetchPatiently } from './fetch-patiently';
import { idempotencyExchange } from './idempotency';
import { createLiveConnection, type LiveConnection } from './live-connection';
import { followCursor, forwardLive } from './live-cursor';

/** Everything the console holds for one organisation: client, cache, live link. */
export interface Session {
  client: Client;
  /** Null before an organisation is chosen. */
  live: LiveConnection | null;
  /** Called when events were missed or may have been: whoever shows a list reads it again. */
  onResync: (listener: () => void) => () => void;
  resync: () => void;
  close: () => void;
}

interface SessionOptions {
  /** Slug of the organisation; left out on pages before one is chosen. */
  organization?: string;
  /** The server no longer knows us: go to the sign-in page. */
  onSignedOut: () => void;
  /** The server closed the live link because the membership or role is another now. */
  onMembershipChanged?: () => void;
}

/** Opens a session. The cookie says who we are; the header says which organisation is meant. */
export function createSession({ organization, onSignedOut, onMembershipChanged }: SessionOptions): Session {
  const resyncListeners = new Set<() => void>();
  const resync = () => resyncListeners.forEach((listener) => listener());
  const onRefused = (code: 4401 | 4403) => (code === 4401 ? onSignedOut() : onMembershipChanged?.());
  const live = organization ? createLiveConnection({ organization, onRefused }) : null;
  const stop = live ? followCursor(live, resync) : undefined;
  return {
    client: createClient(organization, [
      watchSignOut(onSignedOut),
      createCache(),
      idempotencyExchange,
      fetchExchange,
      ...(live ? [overSocket(live)] : []),
    ]),
    live,
    resync,
    onResync: (listener) => {
      resyncListeners.add(listener);
      return () => void resyncListeners.delete(listener);
    },
    close: () => {
      stop?.();
      live?.close();
    },
  };
}

function createClient(organization: string | undefined, exchanges: Exchange[]): Client {
  return new Client({
    url: '/graphql',
    exchanges,
    preferGetMethod: false,
    requestPolicy: 'cache-and-network',
    fetch: fetchPatiently,
    fetchOptions: () => ({
      credentials: 'same-origin',
      headers: {
        accept: 'application/graphql-response+json, application/json',
        ...(organization ? { 'clawbutler-organization': organization } : {}),
      },
    }),
  });
}

/** Leaves for the sign-in page on the first answer that no longer knows us; `expectSignedOut` in the context holds it back. */
const watchSignOut = (onSignedOut: () => void): Exchange =>
  mapExchange({
    onError: ({ graphQLErrors }, { context }) => {
      const signedOut = graphQLErrors.some(({ extensions }) => extensions?.code === 'UNAUTHENTICATED');
      if (signedOut && context.expectSignedOut !== true) onSignedOut();
    },
  });

const overSocket = (live: LiveConnection): Exchange =>
  subscriptionExchange({
    forwardSubscription: (request, operation) => forwardLive(live, request, operation),
  });
