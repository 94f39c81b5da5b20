import type { RouteObject } from 'react-router';

export const agentsRoutes: RouteObject[] = [
  { path: 'agents', lazy: { Component: async () => (await import('./agents-page')).AgentsPage } },
];
