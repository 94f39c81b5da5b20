import type { RouteObject } from 'react-router';

export const auditRoutes: RouteObject[] = [
  { path: 'audit', lazy: { Component: async () => (await import('./audit-page')).AuditPage } },
];
