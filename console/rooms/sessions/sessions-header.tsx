import { useSearchParams } from 'react-router';
import { useCan, useTo } from '../../graphql/organization-context';
import { PageHeader } from '../../ui/page-header';
import { Tabs } from '../../ui/tabs';

/** Title and tabs; the filters go along from one tab to the other. */
export function SessionsHeader({ cost }: { cost?: boolean }) {
  const to = useTo();
  const can = useCan();
  const [params] = useSearchParams();
  const kept = new URLSearchParams(params);
  ['cols', 'by', 'order'].forEach((key) => kept.delete(key));
  const query = kept.size > 0 ? `?${kept}` : '';
  return (
    <PageHeader title={cost ? 'Cost of sessions' : 'Sessions'}>
      {can('cost:read') ? (
        <Tabs
          label="Sessions"
          tabs={[
            { to: `${to('/sessions')}${query}`, label: 'Sessions', current: !cost },
            { to: `${to('/sessions/cost')}${query}`, label: 'Cost', current: Boolean(cost) },
          ]}
        />
      ) : null}
    </PageHeader>
  );
}
