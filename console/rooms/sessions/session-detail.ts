import type { SessionDetailQuery } from '../../graphql/generated/documents';
import { markInvisible } from '../../ui/mark-invisible';
import { nameOf } from './session-looks';

/** One session with its relatives. */
export type SessionDetail = NonNullable<SessionDetailQuery['session']>;

const longest = 160;

/** Its name for headings and the window's title, which are plain text: what nobody could see is spelled out. */
export function headlineOf(session: Pick<SessionDetail, 'title' | 'externalId'>): string {
  const name = nameOf(session).replace(/\s+/g, ' ');
  const shown = markInvisible(name.slice(0, longest)).map((run) => (run.name ? `[${run.name}]` : run.text));
  return shown.join('') + (name.length > longest ? '…' : '');
}
