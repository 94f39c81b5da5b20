import { Client, fetchExchange, mapExchange, subscriptionExchange, type Operation } from 'urql';
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

const isSignedOut = (operation: Operation, codes: readonly unknown[]): boolean =>
  codes.includes('UNAUTHENTICATED') && operation.context.expectSignedOut !== true;

/** Opens a session. The cookie says who we are; the header says which organisation is meant. */
export function createSession({ organization, onSignedOut, onMembershipChanged }: SessionOptions): Session {
  const resyncListeners = new Set<() => void>();
  const resync = () => resyncListeners.forEach((listener) => listener());
  const live = organization
    ? createLiveConnection({
        organization,
        onRefused: (code) => (code === 4401 ? onSignedOut() : onMembershipChanged?.()),
      })
    : null;
  const exchanges = [
    mapExchange({
      onError: ({ graphQLErrors }, operation) => {
        if (
          isSignedOut(
            operation,
            graphQLErrors.map(({ extensions }) => extensions?.code),
          )
        )
          onSignedOut();
      },
    }),
    createCache(),
    idempotencyExchange,
    fetchExchange,
  ];
  if (live)
    exchanges.push(
      subscriptionExchange({
        forwardSubscription: (request, operation) => forwardLive(live, request, operation),
      }),
    );

  const client = new Client({
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
  const stop = live ? followCursor(live, resync) : undefined;
  return {
    client,
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
