import type { RouteObject } from 'react-router';

export const dashboardRoutes: RouteObject[] = [
  { index: true, lazy: { Component: async () => (await import('./dashboard-page')).DashboardPage } },
];
