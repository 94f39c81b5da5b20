import type { RouteObject } from 'react-router';

export const agentsRoutes: RouteObject[] = [
  { path: 'agents', lazy: { Component: async () => (await import('./agents-page')).AgentsPage } },
  { path: 'agents/stops', lazy: { Component: async () => (await import('./stops-page')).StopsPage } },
  { path: 'agents/stops/:id', lazy: { Component: async () => (await import('./stop-page')).StopPage } },
  { path: 'agents/:id', lazy: { Component: async () => (await import('./agent-page')).AgentPage } },
];
