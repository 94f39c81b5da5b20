import type { RouteObject } from 'react-router';

export const membersRoutes: RouteObject[] = [
  { path: 'members', lazy: { Component: async () => (await import('./members-page')).MembersPage } },
  {
    path: 'members/invites',
    lazy: { Component: async () => (await import('./invites-page')).InvitesPage },
  },
  {
    path: 'members/invite',
    lazy: { Component: async () => (await import('./invite-member-page')).InviteMemberPage },
  },
];
