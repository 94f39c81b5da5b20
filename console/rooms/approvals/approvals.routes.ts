import type { RouteObject } from 'react-router';

export const approvalsRoutes: RouteObject[] = [
  { path: 'approvals', lazy: { Component: async () => (await import('./approvals-page')).ApprovalsPage } },
];
