import type { RouteObject } from 'react-router';

export const connectorsRoutes: RouteObject[] = [
  { path: 'connectors', lazy: { Component: async () => (await import('./connectors-page')).ConnectorsPage } },
  {
    path: 'connectors/new',
    lazy: { Component: async () => (await import('./new-connector-page')).NewConnectorPage },
  },
  {
    path: 'connectors/:id',
    lazy: { Component: async () => (await import('./connector-page')).ConnectorPage },
  },
  {
    path: 'connectors/:id/edit',
    lazy: { Component: async () => (await import('./edit-connector-page')).EditConnectorPage },
  },
];
