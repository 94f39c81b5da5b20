import type { RouteObject } from 'react-router';

/** Machines whose runtimes are read, and the ways to let another one in. */
export const hostsRoutes: RouteObject[] = [
  { path: 'hosts', lazy: { Component: async () => (await import('./hosts-page')).HostsPage } },
  { path: 'hosts/pair', lazy: { Component: async () => (await import('./pair-host-page')).PairHostPage } },
  { path: 'hosts/:id', lazy: { Component: async () => (await import('./host-page')).HostPage } },
  {
    path: 'pair',
    lazy: { Component: async () => (await import('./pairing-request-page')).PairingRequestPage },
  },
];

/** Where the address leads that a waiting machine shows: it names no organisation. */
export const pairEntryRoutes: RouteObject[] = [
  { path: 'pair', lazy: { Component: async () => (await import('./pair-entry-page')).PairEntryPage } },
];
