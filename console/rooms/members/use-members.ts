import { useEffect } from 'react';
import { MembersDocument, type MembersQuery } from '../../graphql/generated/documents';
import { useEvents } from '../../graphql/use-events';
import { usePages } from '../../graphql/use-pages';
import { useFilters, type FilterDefinition } from '../../ui/use-filters';
import { matches } from './member-filter';
import { roleLooks, roles } from './roles';

export const memberFilters: readonly FilterDefinition[] = [
  { key: 'q', label: 'Search name or e-mail', kind: 'text' },
  {
    key: 'role',
    label: 'Role',
    kind: 'many',
    options: roles.map((role) => ({ value: role, label: roleLooks[role].word })),
  },
  {
    key: 'state',
    label: 'State',
    kind: 'one',
    options: [
      { value: 'active', label: 'Active' },
      { value: 'suspended', label: 'Suspended' },
    ],
  },
];

const connectionOf = (data: MembersQuery) => data.members;

/** The members, live. The contract searches none, and they are people, so few: a search reads them all and looks here. */
export function useMembers() {
  const filters = useFilters(memberFilters);
  const pages = usePages(MembersDocument, { first: 100 }, connectionOf);
  useEvents(['member', 'user'], pages.refreshSoon);
  const { rows, hasMore, loadingMore, problem, loadMore } = pages;
  const readOn = filters.active && hasMore && !loadingMore && !problem;
  useEffect(() => {
    if (readOn) loadMore();
  }, [readOn, loadMore]);
  const wanted = { text: filters.one('q') ?? '', roles: filters.many('role'), state: filters.one('state') };
  return {
    filters,
    pages: {
      ...pages,
      rows: filters.active ? rows.filter((member) => matches(member, wanted)) : rows,
      loading: pages.loading || readOn || (filters.active && loadingMore),
    },
  };
}
