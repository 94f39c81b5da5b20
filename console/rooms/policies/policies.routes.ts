import type { RouteObject } from 'react-router';

const editor = { lazy: { Component: async () => (await import('./policy-page')).PolicyPage } };

export const policiesRoutes: RouteObject[] = [
  { path: 'policies', lazy: { Component: async () => (await import('./policies-page')).PoliciesPage } },
  { path: 'policies/new', ...editor },
  { path: 'policies/:policyId', ...editor },
];
