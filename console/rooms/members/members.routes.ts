import type { RouteObject } from 'react-router';

export const membersRoutes: RouteObject[] = [
  { path: 'members', lazy: { Component: async () => (await import('./members-page')).MembersPage } },
];
