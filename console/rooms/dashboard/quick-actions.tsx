import { useCan, useTo } from '../../graphql/organization-context';
import { LinkButton } from '../../ui/link-button';

/** What somebody comes here to do in a hurry. The stop asks twice, on its own page. */
export function QuickActions() {
  const can = useCan();
  const to = useTo();
  return (
    <>
      {can('connectors:manage') ? (
        <LinkButton to={to('/connectors/new')} icon="plus">
          Add gateway
        </LinkButton>
      ) : null}
      {can('agents:kill') ? (
        <LinkButton to={to('/agents')} icon="stop" tone="red">
          Kill switch…
        </LinkButton>
      ) : null}
    </>
  );
}
