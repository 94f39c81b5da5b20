import { createContext, useCallback, useContext, type ReactNode } from 'react';
import type { Organization } from './account-context';

const OrganizationContext = createContext<Organization | null>(null);

export function OrganizationProvider({
  organization,
  children,
}: {
  organization: Organization;
  children: ReactNode;
}) {
  return <OrganizationContext.Provider value={organization}>{children}</OrganizationContext.Provider>;
}

/** The organisation of the URL. */
export function useOrganization(): Organization {
  const organization = useContext(OrganizationContext);
  if (!organization) throw new Error('useOrganization is called outside of an organisation');
  return organization;
}

/** Whether the viewer holds a permission here, for example `approvals:decide`. Decides what is enabled, not what is allowed. */
export function useCan(): (permission: string) => boolean {
  const { viewerCan } = useOrganization();
  return useCallback((permission) => viewerCan.includes(permission), [viewerCan]);
}

/** Why the viewer may not, in words for a `locked` control; null when they may. */
export function useLock(): (permission: string) => string | null {
  const { viewerCan, viewerRole } = useOrganization();
  return useCallback(
    (permission) => {
      if (viewerCan.includes(permission)) return null;
      const role = viewerRole ? `Your role here, ${viewerRole.toLowerCase()},` : 'Your role here';
      return `${role} does not include this. Ask an owner or an administrator.`;
    },
    [viewerCan, viewerRole],
  );
}

/** Makes a path inside the organisation: `to('/approvals')` is `/o/acme/approvals`. */
export function useTo(): (path: string) => string {
  const { slug } = useOrganization();
  return useCallback((path) => `/o/${slug}${path === '/' ? '' : path}`, [slug]);
}
