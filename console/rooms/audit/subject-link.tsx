import { Link } from 'react-router';
import type { AuditRowFragment } from '../../graphql/generated/documents';
import { useTo } from '../../graphql/organization-context';
import { ActionRuns } from '../../ui/action-runs';
import { markInvisible } from '../../ui/mark-invisible';
import { subjectPath } from '../activity/event-looks';

/** What an event is about: a link where it has a page, its name or id in any case. */
export function SubjectLink({ subject }: { subject: NonNullable<AuditRowFragment['subject']> }) {
  const to = useTo();
  const path = subjectPath(subject);
  const name = subject.label ?? subject.id;
  const shown = (
    <span className={subject.label ? undefined : 'mono'}>
      <ActionRuns segments={markInvisible(name ?? '—')} />
    </span>
  );
  if (!path) return shown;
  return (
    <Link to={to(path)} className="rounded-sm underline decoration-line-strong hover:decoration-current">
      {shown}
    </Link>
  );
}
