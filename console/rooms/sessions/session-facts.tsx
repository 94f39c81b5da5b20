import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useCan, useTo } from '../../graphql/organization-context';
import { Card } from '../../ui/card';
import { CopyBlock } from '../../ui/copy-block';
import { CopyId } from '../../ui/copy-id';
import { DefinitionList } from '../../ui/definition-list';
import { SeenText } from '../../ui/seen-text';
import { Time } from '../../ui/time';
import { policyLooks, runtimeNames } from '../hosts/host-looks';
import type { SessionDetail } from './session-detail';

interface Props {
  session: SessionDetail;
}

const told = (text: string | null | undefined, mono = false): ReactNode =>
  text ? (
    <span className={mono ? 'mono' : undefined}>
      <SeenText text={text} />
    </span>
  ) : null;

/** Where it runs, when, and how to go on with it. */
export function SessionFacts({ session }: Props) {
  return (
    <Card title="Session">
      <div className="grid gap-2">
        <WhereFacts session={session} />
        <WhenFacts session={session} />
        {session.resumeCommand ? (
          <div className="mt-1 grid gap-1.5">
            <p className="text-meta text-ink-2">To go on with it, on the machine and in its folder:</p>
            <CopyBlock label="Resume command" prompt text={session.resumeCommand} />
          </div>
        ) : null}
      </div>
    </Card>
  );
}

function WhereFacts({ session }: Props) {
  const { runtime, runtimeVersion, instance, connector, cwd, repository, branch, model } = session;
  return (
    <DefinitionList
      items={[
        {
          label: 'Runtime',
          value: (
            <>
              {runtimeNames[runtime]} {told(runtimeVersion)}
            </>
          ),
        },
        ...(instance
          ? [
              {
                label: 'Machine',
                value: <PlaceLink path="/hosts" place={instance.host} permission="hosts:read" />,
              },
              { label: 'Place', value: told(instance.label) },
            ]
          : []),
        ...(connector
          ? [
              {
                label: 'Gateway',
                value: <PlaceLink path="/connectors" place={connector} permission="connectors:read" />,
              },
            ]
          : []),
        { label: 'Folder', value: told(cwd, true) },
        { label: 'Repository', value: told(repository) },
        { label: 'Branch', value: told(branch, true) },
        { label: 'Model', value: told(model, true) },
      ]}
    />
  );
}

interface PlaceLinkProps {
  path: string;
  place: { id: string; name: string };
  permission: string;
}

function PlaceLink({ path, place: { id, name }, permission }: PlaceLinkProps) {
  const to = useTo();
  if (!useCan()(permission)) return <SeenText text={name} />;
  return (
    <Link
      to={to(`${path}/${id}`)}
      className="rounded-sm underline decoration-line-strong underline-offset-2 hover:decoration-current"
    >
      <SeenText text={name} />
    </Link>
  );
}

function WhenFacts({ session }: Props) {
  const { startedAt, lastActivityAt, endedAt, messageCount, toolCallCount, contentPolicy, externalId } =
    session;
  return (
    <DefinitionList
      items={[
        { label: 'Started', value: startedAt ? <Time at={startedAt} shown="absolute" /> : null },
        { label: 'Last active', value: <Time at={lastActivityAt} missing="never" /> },
        { label: 'Ended', value: endedAt ? <Time at={endedAt} shown="absolute" /> : null },
        {
          label: 'Holds',
          value: `${counted(messageCount, 'message')}, ${counted(toolCallCount, 'tool call')}`,
        },
        {
          label: 'What left',
          help: policyLooks[contentPolicy].means,
          value: policyLooks[contentPolicy].word,
        },
        { label: 'Id there', value: <CopyId id={externalId} of="session id" /> },
      ]}
    />
  );
}

const counted = (count: number, noun: string): string =>
  `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`;
