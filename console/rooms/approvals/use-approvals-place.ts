import { useCallback, useMemo } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { useTo } from '../../graphql/organization-context';

export type ApprovalsTab = 'waiting' | 'history';

interface ApprovalsPlace {
  tab: ApprovalsTab;
  /** The request open beside the list. */
  openId: string | undefined;
  /** The list without anything open; filters stay. */
  listPath: string;
  /** A request beside the list it is found in. */
  pathOf: (id: string) => string;
  /** Opens without adding to the browser's history: for keys that run through the list. */
  goTo: (id: string) => void;
  close: () => void;
}

/** Where on the approvals pages we are, as the URL says it. */
export function useApprovalsPlace(): ApprovalsPlace {
  const { pathname, search } = useLocation();
  const to = useTo();
  const navigate = useNavigate();
  const rest = pathname.slice(to('/approvals').length).split('/').filter(Boolean);
  const tab: ApprovalsTab = rest[0] === 'history' ? 'history' : 'waiting';
  const openId = tab === 'history' ? rest[1] : rest[0];
  const base = to(tab === 'history' ? '/approvals/history' : '/approvals');

  const pathOf = useCallback((id: string) => `${base}/${id}${search}`, [base, search]);
  return useMemo(
    () => ({
      tab,
      openId,
      listPath: base + search,
      pathOf,
      goTo: (id) => void navigate(pathOf(id), { replace: true }),
      close: () => void navigate(base + search),
    }),
    [tab, openId, base, search, pathOf, navigate],
  );
}
