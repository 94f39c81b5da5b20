import type { AgentFilterChoicesQuery } from '../../graphql/generated/documents';
import { useLock, useTo } from '../../graphql/organization-context';
import { EmptyState } from '../../ui/empty-state';
import { LinkButton } from '../../ui/link-button';

type Gateway = AgentFilterChoicesQuery['connectors']['edges'][number]['node'];

/** In place of an empty list: why there are none, and what puts some here. */
export function NoAgents({ gateways }: { gateways: readonly Gateway[] | undefined }) {
  const to = useTo();
  const lock = useLock()('connectors:manage');
  if (gateways?.length === 0) {
    return (
      <EmptyState
        icon="agent"
        title="No agents yet"
        actions={
          <LinkButton look="primary" icon="plus" to={to('/connectors/new')} locked={lock}>
            Add a gateway
          </LinkButton>
        }
      >
        Agents run on gateways. Link the first one; its agents then appear here by themselves, with their
        model, tools and health.
      </EmptyState>
    );
  }
  const linked = gateways?.some(({ state }) => state === 'CONNECTED');
  return (
    <EmptyState
      icon="agent"
      title={linked ? 'The gateways run no agents' : 'No gateway is linked'}
      actions={<LinkButton to={to('/connectors')}>Open connectors</LinkButton>}
    >
      {linked
        ? 'Configure an agent at the gateway. It appears here with the next sync, within a minute.'
        : 'Agents appear once the link to their gateway stands. Its page says what is in the way.'}
    </EmptyState>
  );
}
