import type { RouteObject } from 'react-router';

export const activityRoutes: RouteObject[] = [
  { path: 'activity', lazy: { Component: async () => (await import('./activity-page')).ActivityPage } },
];
