import type { RouteObject } from 'react-router';

const detail = { lazy: { Component: async () => (await import('./approval-page')).ApprovalPage } };

export const approvalsRoutes: RouteObject[] = [
  {
    path: 'approvals',
    lazy: { Component: async () => (await import('./approvals-page')).ApprovalsPage },
    children: [
      { index: true, element: null },
      { path: 'history', element: null },
      { path: 'history/:approvalId', ...detail },
      { path: ':approvalId', ...detail },
    ],
  },
];
