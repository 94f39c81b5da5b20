import type { StopBriefFragment } from '../../graphql/generated/documents';
import { useTo } from '../../graphql/organization-context';
import { Banner } from '../../ui/banner';
import { LinkButton } from '../../ui/link-button';
import { Time } from '../../ui/time';
import { LiftButton } from './lift-button';
import { stopLooks } from './stop-looks';
import { scopeWords } from './stop-target';

/** On the page of what an order holds. An order on the whole organisation stands on every page already. */
export function StopBanner({ order }: { order: StopBriefFragment | null }) {
  const to = useTo();
  if (!order || order.scope === 'ORGANIZATION') return null;
  const { word, tone, icon, meaning } = stopLooks[order.state];
  return (
    <Banner
      tone={tone}
      icon={icon}
      title={`Stop of the ${scopeWords[order.scope]}: ${word.toLowerCase()}`}
      actions={
        <>
          <LinkButton size="small" to={to(`/agents/stops/${order.id}`)}>
            Open the order
          </LinkButton>
          <LiftButton order={order} size="small" />
        </>
      }
    >
      <p className="text-pretty">{meaning}</p>
      <p className="mt-0.5 text-meta">
        Ordered <Time at={order.engagedAt} />
        {order.engagedBy ? ` by ${order.engagedBy.name}` : ''}
        {order.reason ? <bdi>: {order.reason}</bdi> : null}
      </p>
    </Banner>
  );
}
