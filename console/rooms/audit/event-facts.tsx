import { Link } from 'react-router';
import type { AuditWholeFragment } from '../../graphql/generated/documents';
import { useTo } from '../../graphql/organization-context';
import { ActionRuns } from '../../ui/action-runs';
import { CopyId } from '../../ui/copy-id';
import { DefinitionList } from '../../ui/definition-list';
import { markInvisible } from '../../ui/mark-invisible';
import { RiskMark } from '../../ui/risk-mark';
import { absoluteWords, utcWords } from '../../ui/time-words';
import { actorLooks, subjectWord } from './event-words';
import { SubjectLink } from './subject-link';

/** Every field of the row. */
export function EventFacts({ event }: { event: AuditWholeFragment }) {
  const { type, at, outcome, code, risk, agentId, requestId, credentialId } = event;
  return (
    <DefinitionList
      items={[
        { label: 'When', value: <When at={at} /> },
        { label: 'Type', value: <CopyId id={type} of="type" /> },
        { label: 'Who', value: <Actor actor={event.actor} /> },
        { label: 'Subject', value: event.subject ? <Subject subject={event.subject} /> : null },
        {
          label: 'Outcome',
          value: outcome === 'SUCCESS' ? 'Success' : <Refusal code={code ?? null} />,
        },
        { label: 'Agent', value: agentId ? <Agent id={agentId} /> : null },
        { label: 'Risk', value: risk ? <RiskMark risk={risk} /> : null },
        {
          label: 'Request id',
          help: 'As in the server’s log and in error messages',
          value: requestId ? <CopyId id={requestId} of="request id" /> : null,
        },
        {
          label: 'Credential id',
          help: 'The login session or service token that was used',
          value: credentialId ? <CopyId id={credentialId} of="credential id" /> : null,
        },
      ]}
    />
  );
}

function When({ at }: { at: string }) {
  const ms = Date.parse(at);
  return (
    <time dateTime={at} className="figures">
      {absoluteWords(ms)} <span className="text-ink-2">· {utcWords(ms)}</span>
    </time>
  );
}

function Actor({ actor: { kind, id, label } }: Pick<AuditWholeFragment, 'actor'>) {
  return (
    <span className="grid justify-items-start">
      <span>
        <ActionRuns segments={markInvisible(label)} />{' '}
        <span className="text-ink-2">· {actorLooks[kind].word}</span>
      </span>
      {id ? <CopyId id={id} of="id of who acted" /> : null}
    </span>
  );
}

function Subject({ subject }: { subject: NonNullable<AuditWholeFragment['subject']> }) {
  return (
    <span className="grid justify-items-start">
      <span>
        {(subject.label ?? subject.id) ? (
          <>
            <SubjectLink subject={subject} />{' '}
          </>
        ) : null}
        <span className="text-ink-2">
          {(subject.label ?? subject.id) ? '· ' : ''}
          {subjectWord(subject)}
        </span>
      </span>
      {subject.id && subject.label ? <CopyId id={subject.id} of="id of the subject" /> : null}
    </span>
  );
}

function Refusal({ code }: { code: string | null }) {
  return (
    <span>
      Refused{' '}
      {code ? (
        <>
          <span className="text-ink-2">with</span> <CopyId id={code} of="code" />
        </>
      ) : null}
    </span>
  );
}

function Agent({ id }: { id: string }) {
  const to = useTo();
  return (
    <span className="grid justify-items-start">
      <Link
        to={to(`/agents/${encodeURIComponent(id)}`)}
        className="rounded-sm underline decoration-line-strong hover:decoration-current"
      >
        Open the agent
      </Link>
      <CopyId id={id} of="agent id" />
    </span>
  );
}
