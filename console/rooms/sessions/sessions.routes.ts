import type { RouteObject } from 'react-router';

/** Sessions of every runtime, what they cost, and one of them whole. */
export const sessionsRoutes: RouteObject[] = [
  { path: 'sessions', lazy: { Component: async () => (await import('./sessions-page')).SessionsPage } },
  { path: 'sessions/cost', lazy: { Component: async () => (await import('./cost-page')).CostPage } },
  { path: 'sessions/:id', lazy: { Component: async () => (await import('./session-page')).SessionPage } },
];
