import type { RouteObject } from 'react-router';

/** Pages for people who are not signed in. */
export const signInRoutes: RouteObject[] = [
  { path: 'setup', lazy: { Component: async () => (await import('./setup-page')).SetupPage } },
  { path: 'login', lazy: { Component: async () => (await import('./login-page')).LoginPage } },
  { path: 'invite/:token', lazy: { Component: async () => (await import('./invite-page')).InvitePage } },
  { path: 'signup', lazy: { Component: async () => (await import('./sign-up-page')).SignUpPage } },
  {
    path: 'verify-email',
    lazy: { Component: async () => (await import('./verify-email-page')).VerifyEmailPage },
  },
];
