import type { RouteObject } from 'react-router';

export const tokensRoutes: RouteObject[] = [
  { path: 'tokens', lazy: { Component: async () => (await import('./tokens-page')).TokensPage } },
  { path: 'tokens/new', lazy: { Component: async () => (await import('./new-token-page')).NewTokenPage } },
];
