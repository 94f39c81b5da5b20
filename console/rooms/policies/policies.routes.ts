import type { RouteObject } from 'react-router';

export const policiesRoutes: RouteObject[] = [
  { path: 'policies', lazy: { Component: async () => (await import('./policies-page')).PoliciesPage } },
];
