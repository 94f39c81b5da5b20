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

/** Makes a path inside the organisation: `to('/approvals')` is `/o/acme/approvals`. */
export function useTo(): (path: string) => string {
  const { slug } = useOrganization();
  return useCallback((path) => `/o/${slug}${path === '/' ? '' : path}`, [slug]);
}
