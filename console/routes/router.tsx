import type { ReactNode } from 'react';
import { createBrowserRouter, type RouteObject } from 'react-router';
import { activityRoutes } from '../rooms/activity/activity.routes';
import { agentsRoutes } from '../rooms/agents/agents.routes';
import { approvalsRoutes } from '../rooms/approvals/approvals.routes';
import { auditRoutes } from '../rooms/audit/audit.routes';
import { connectorsRoutes } from '../rooms/connectors/connectors.routes';
import { dashboardRoutes } from '../rooms/dashboard/dashboard.routes';
import { hostsRoutes, pairEntryRoutes } from '../rooms/hosts/hosts.routes';
import { membersRoutes } from '../rooms/members/members.routes';
import { policiesRoutes } from '../rooms/policies/policies.routes';
import { sessionsRoutes } from '../rooms/sessions/sessions.routes';
import { settingsRoutes } from '../rooms/settings/settings.routes';
import { signInRoutes } from '../rooms/sign-in/sign-in.routes';
import { tokensRoutes } from '../rooms/tokens/tokens.routes';
import { BarePage } from '../ui/bare-page';
import { AccountRoot } from './account-root';
import { CrashPage } from './crash-page';
import { HomeRedirect } from './home-redirect';
import { NotFoundPage } from './not-found-page';
import { OrganizationRoot } from './organization-root';
import { Splash } from './splash';

const organizationRoutes: RouteObject[] = [
  ...dashboardRoutes,
  ...approvalsRoutes,
  ...agentsRoutes,
  ...activityRoutes,
  ...auditRoutes,
  ...sessionsRoutes,
  ...connectorsRoutes,
  ...hostsRoutes,
  ...policiesRoutes,
  ...membersRoutes,
  ...tokensRoutes,
  ...settingsRoutes,
  { path: 'more', lazy: { Component: async () => (await import('./more-page')).MorePage } },
  { path: '*', Component: NotFoundPage },
];

// The kit on one page, for people who build pages. Not part of a release.
const kitRoutes: RouteObject[] = import.meta.env.DEV
  ? [{ path: 'ui-kit', lazy: { Component: async () => (await import('./ui-kit/ui-kit-page')).UiKitPage } }]
  : [];

const bare = (page: ReactNode) => <BarePage>{page}</BarePage>;

export const router = createBrowserRouter([
  {
    Component: AccountRoot,
    errorElement: bare(<CrashPage />),
    HydrateFallback: Splash,
    children: [
      { index: true, Component: HomeRedirect },
      ...signInRoutes,
      ...pairEntryRoutes,
      ...kitRoutes,
      {
        path: 'o/:slug',
        Component: OrganizationRoot,
        children: [{ ErrorBoundary: CrashPage, children: organizationRoutes }],
      },
      { path: '*', element: bare(<NotFoundPage />) },
    ],
  },
]);
