import type { RuntimeHostsQuery } from '../../graphql/generated/documents';
import { Badge } from '../../ui/badge';
import { SeenText } from '../../ui/seen-text';
import type { Column } from '../../ui/table-columns';
import { Time } from '../../ui/time';
import { HostState } from './host-state';

type Row = RuntimeHostsQuery['runtimeHosts']['edges'][number]['node'];

/** Columns of the list; where it is narrow the state stands under the name. */
export const hostColumns: readonly Column<Row>[] = [
  { key: 'name', title: 'Machine', cell: (host) => <NameCell host={host} /> },
  { key: 'state', title: 'State', width: '24%', priority: 2, cell: (host) => <StateCell host={host} /> },
  {
    key: 'platform',
    title: 'Platform',
    width: '116px',
    priority: 3,
    cell: ({ platform }) => <SeenText text={platform} />,
  },
  {
    key: 'version',
    title: 'Agent',
    width: '132px',
    priority: 3,
    cell: (host) => <VersionCell host={host} />,
  },
  {
    key: 'spool',
    title: 'To be sent',
    width: '88px',
    align: 'right',
    priority: 3,
    cell: ({ spoolDepth }) => spoolDepth.toLocaleString('en'),
  },
  {
    key: 'seen',
    title: 'Last seen',
    width: '112px',
    priority: 2,
    cell: ({ lastSeenAt }) => <Time at={lastSeenAt} missing="never" />,
  },
  {
    key: 'runtimes',
    title: 'Runtimes',
    width: '96px',
    align: 'right',
    cell: ({ instances }) => <Added instances={instances} />,
  },
];

function NameCell({ host: { name, hostname, state } }: { host: Row }) {
  return (
    <span className="grid gap-0.5 py-1">
      <span className="truncate">
        <SeenText text={name} />
      </span>
      {hostname === name ? null : (
        <span className="mono truncate font-normal text-ink-2">
          <SeenText text={hostname} />
        </span>
      )}
      <span className="font-normal @2xl:hidden">
        <HostState state={state} />
      </span>
    </span>
  );
}

function StateCell({ host: { state, problems } }: { host: Row }) {
  const [first = '', ...more] = problems;
  return (
    <span className="grid gap-0.5 py-1">
      <HostState state={state} />
      {first && state !== 'REVOKED' ? (
        <span className="truncate pl-4 text-meta text-ink-2" title={problems.join('\n')}>
          {more.length > 0 ? `${problems.length} problems: ` : ''}
          <SeenText text={first} />
        </span>
      ) : null}
    </span>
  );
}

function VersionCell({ host: { agentVersion, versionAdvice } }: { host: Row }) {
  return (
    <span className="grid justify-items-start gap-0.5 py-1">
      <span className="figures">
        <SeenText text={agentVersion} />
      </span>
      {versionAdvice ? (
        <span title={versionAdvice}>
          <Badge tone="amber" icon="alert">
            Does not fit
          </Badge>
        </span>
      ) : null}
    </span>
  );
}

function Added({ instances }: Pick<Row, 'instances'>) {
  const added = instances.filter(({ state }) => state === 'ADDED').length;
  return (
    <>
      {added}
      <span className="text-ink-2"> of {instances.length}</span>
    </>
  );
}
