import { useCan, useLock, useTo } from '../../graphql/organization-context';
import { useRead } from '../../graphql/use-read';
import { SessionChoicesDocument } from '../../graphql/generated/documents';
import { EmptyState } from '../../ui/empty-state';
import { LinkButton } from '../../ui/link-button';

/** In place of an empty list: why there are none, and what puts some here. */
export function NoSessions() {
  const to = useTo();
  const can = useCan();
  const lock = useLock()('hosts:pair');
  const { data } = useRead(SessionChoicesDocument, {
    hosts: can('hosts:read'),
    gateways: false,
    cost: can('cost:read'),
  });
  const hosts = data?.runtimeHosts?.edges.map(({ node }) => node);
  if (!hosts || hosts.length === 0) {
    return (
      <EmptyState
        icon="message"
        title="No sessions yet"
        actions={
          <LinkButton look="primary" icon="plus" to={to('/hosts/pair')} locked={lock}>
            Pair a machine
          </LinkButton>
        }
      >
        Sessions are read from runtimes on paired machines and from connected gateways. Pair the first machine
        and add what it finds; its sessions then appear here by themselves, past ones too.
      </EmptyState>
    );
  }
  const added = hosts.flatMap(({ instances }) => instances).filter(({ state }) => state === 'ADDED').length;
  return (
    <EmptyState
      icon="message"
      title={added > 0 ? 'No sessions were read yet' : 'No runtime is added'}
      actions={<LinkButton to={to('/hosts')}>Open runtime hosts</LinkButton>}
    >
      {added > 0
        ? 'Reading begins as soon as the machine is online. Its page says how far it is and what stands in the way.'
        : 'The machines are paired, but nothing of them is read. Open one and tick the runtimes to add.'}
    </EmptyState>
  );
}
