import type { RouteObject } from 'react-router';

export const connectorsRoutes: RouteObject[] = [
  { path: 'connectors', lazy: { Component: async () => (await import('./connectors-page')).ConnectorsPage } },
];
