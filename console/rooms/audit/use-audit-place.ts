import { useMemo } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { useTo } from '../../graphql/organization-context';

interface AuditPlace {
  /** What is open beside the list: an event's id, or `integrity`. */
  openId: string | undefined;
  /** The list without anything open; filters stay. */
  listPath: string;
  integrityPath: string;
  /** An event beside the list it is found in. */
  pathOf: (id: string) => string;
  /** Opens without adding to the browser's history: for keys that run through the list. */
  goTo: (id: string) => void;
  close: () => void;
}

/** Where on the audit pages we are, as the URL says it. */
export function useAuditPlace(): AuditPlace {
  const { pathname, search } = useLocation();
  const base = useTo()('/audit');
  const navigate = useNavigate();
  return useMemo(() => {
    const pathOf = (id: string) => `${base}/${encodeURIComponent(id)}${search}`;
    const [open] = pathname.slice(base.length).split('/').filter(Boolean);
    return {
      openId: open,
      listPath: base + search,
      integrityPath: pathOf('integrity'),
      pathOf,
      goTo: (id) => void navigate(pathOf(id), { replace: true }),
      close: () => void navigate(base + search),
    };
  }, [pathname, search, base, navigate]);
}
