import { Link } from 'react-router';
import type { StopBriefFragment } from '../graphql/generated/documents';
import { useTo } from '../graphql/organization-context';
import { Icon } from '../ui/icon';
import { useStopOrders } from './stop-orders';

/** How far the order is; only a confirmed one is called stopped. */
const words: Partial<Record<StopBriefFragment['state'], string>> = {
  PENDING: 'Stop ordered for the whole organisation, not confirmed yet',
  CONFIRMED_STOPPED: 'The whole organisation is stopped',
  UNKNOWN: 'Stop ordered for the whole organisation; not every gateway confirmed it',
  LIFTING: 'The stop of the whole organisation is being lifted',
};

/** A line on every page while a stop order holds the whole organisation. */
export function StopNotice() {
  const to = useTo();
  const order = useStopOrders().find(({ scope }) => scope === 'ORGANIZATION');
  if (!order) return null;
  return (
    <aside
      aria-label="Stop order"
      data-tone={order.state === 'LIFTING' ? 'blue' : 'red'}
      className="flex items-center gap-x-2.5 border-b border-tone-line bg-tone-bg px-(--gutter) py-1.5"
    >
      <Icon name="stop" className="text-tone-ink" />
      <p role="status" className="min-w-0 flex-1 font-medium text-ink">
        {words[order.state]}
      </p>
      <Link
        to={to(`/agents/stops/${order.id}`)}
        className="hit shrink-0 rounded-sm font-medium text-tone-ink underline underline-offset-2"
      >
        Look or lift
      </Link>
    </aside>
  );
}
