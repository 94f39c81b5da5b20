import type { MemberLineFragment } from '../../graphql/generated/documents';
import type { Role } from './roles';

export interface MemberFilter {
  /** Part of the name or address. */
  text: string;
  /** Any of these; empty for all. */
  roles: readonly string[];
  state?: string;
}

type Searched = {
  role: Role;
  suspendedAt?: string | null;
  user: Pick<MemberLineFragment['user'], 'name' | 'email'>;
};

/** Accents and case do not matter to somebody who searches. */
const plain = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{Diacritic}/gu, '')
    .toLocaleLowerCase('en');

/** Whether a member is among those looked for. Every word must occur in name or address. */
export function matches(
  { role, suspendedAt, user }: Searched,
  { text, roles, state }: MemberFilter,
): boolean {
  if (roles.length > 0 && !roles.includes(role)) return false;
  if (state && (state === 'suspended') !== Boolean(suspendedAt)) return false;
  const where = plain(`${user.name} ${user.email}`);
  return plain(text)
    .split(/\s+/)
    .every((word) => where.includes(word));
}
