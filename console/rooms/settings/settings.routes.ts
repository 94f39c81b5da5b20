import type { RouteObject } from 'react-router';

export const settingsRoutes: RouteObject[] = [
  {
    path: 'settings',
    lazy: { Component: async () => (await import('./organization-page')).OrganizationPage },
  },
  {
    path: 'settings/account',
    lazy: { Component: async () => (await import('./account-page')).AccountPage },
  },
  {
    path: 'settings/appearance',
    lazy: { Component: async () => (await import('./appearance-page')).AppearancePage },
  },
  { path: 'settings/api', lazy: { Component: async () => (await import('./api-page')).ApiPage } },
  { path: 'settings/system', lazy: { Component: async () => (await import('./system-page')).SystemPage } },
];
