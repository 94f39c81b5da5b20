import type { RouteObject } from 'react-router';

export const settingsRoutes: RouteObject[] = [
  { path: 'settings', lazy: { Component: async () => (await import('./settings-page')).SettingsPage } },
  {
    path: 'settings/account',
    lazy: { Component: async () => (await import('./settings-page')).SettingsPage },
  },
];
