import type { RouteObject } from 'react-router';

export const auditRoutes: RouteObject[] = [
  {
    path: 'audit',
    lazy: { Component: async () => (await import('./audit-page')).AuditPage },
    children: [
      { index: true, element: null },
      {
        path: 'integrity',
        lazy: { Component: async () => (await import('./integrity-page')).IntegrityPage },
      },
      { path: ':eventId', lazy: { Component: async () => (await import('./event-page')).EventPage } },
    ],
  },
];
