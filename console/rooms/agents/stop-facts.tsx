import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { StopOrderFragment } from '../../graphql/generated/documents';
import { useOrganization, useTo } from '../../graphql/organization-context';
import { Card } from '../../ui/card';
import { CopyId } from '../../ui/copy-id';
import { DefinitionList } from '../../ui/definition-list';
import { Time } from '../../ui/time';
import { canLift, isHolding } from './stop-looks';

interface Props {
  order: StopOrderFragment;
}

/** Who ordered what, when and why. */
export function StopFacts({ order }: Props) {
  const { id, state, reason, engagedAt, engagedBy, confirmedAt, expiresAt, liftedAt, liftedBy } = order;
  return (
    <Card title="Order">
      <DefinitionList
        items={[
          { label: 'Stops', value: <Target order={order} /> },
          {
            label: 'Reason',
            value: reason ? <bdi className="whitespace-pre-wrap">{reason}</bdi> : 'none given',
          },
          { label: 'Ordered', value: deed(engagedAt, engagedBy) },
          {
            label: 'Confirmed',
            value: confirmedAt ? <Time at={confirmedAt} /> : isHolding(state) ? 'not yet' : 'never',
          },
          {
            label: 'Gives up',
            help: 'On gateways that could not be reached until then; a stop that took hold stays',
            value: canLift(state) && !confirmedAt ? <Time at={expiresAt} shown="short" /> : null,
          },
          { label: 'Lifted', value: liftedAt ? deed(liftedAt, liftedBy) : null },
          { label: 'Order id', value: <CopyId id={id} of="order id" /> },
        ]}
      />
    </Card>
  );
}

function Target({ order: { scope, targetId, targetName } }: Props) {
  const to = useTo();
  const { name } = useOrganization();
  if (scope === 'ORGANIZATION') return `every agent of ${name}`;
  return (
    <Link
      to={to(scope === 'AGENT' ? `/agents/${targetId}` : `/connectors/${targetId}`)}
      className="font-medium text-brand-ink underline underline-offset-2"
    >
      <bdi>{targetName}</bdi>
    </Link>
  );
}

const deed = (at: string, by: { name: string } | null): ReactNode => (
  <>
    <Time at={at} />
    {by ? ` by ${by.name}` : ''}
  </>
);
