import { useState } from 'react';
import { Button } from '../../ui/button';
import { Card } from '../../ui/card';
import { StatusDot } from '../../ui/status-dot';
import { Table } from '../../ui/table';
import type { Column } from '../../ui/table-columns';
import { Time } from '../../ui/time';
import { usdWords } from '../../ui/usd-words';
import type { ConnectorDetail } from './connector-detail';

type Session = ConnectorDetail['sessions'][number];

const few = 8;

const columns: readonly Column<Session>[] = [
  {
    key: 'key',
    title: 'Session',
    cell: ({ key }) => (
      <bdi className="mono" title={key}>
        {key}
      </bdi>
    ),
  },
  {
    key: 'status',
    title: 'State',
    width: '112px',
    cell: ({ running, status }) => (
      <StatusDot tone={running ? 'blue' : 'neutral'} pulsing={running}>
        {running ? 'Running' : (status ?? 'Idle')}
      </StatusDot>
    ),
  },
  {
    key: 'model',
    title: 'Model',
    width: '140px',
    priority: 3,
    cell: ({ model }) => <bdi className="mono">{model ?? '—'}</bdi>,
  },
  {
    key: 'tokens',
    title: 'Tokens',
    width: '92px',
    align: 'right',
    priority: 3,
    cell: ({ totalTokens }) => totalTokens?.toLocaleString('en') ?? '—',
  },
  {
    key: 'cost',
    title: 'Cost, estimated',
    width: '124px',
    align: 'right',
    priority: 2,
    cell: ({ estimatedCostUsdMicros: cost }) => (cost == null ? '—' : usdWords(cost)),
  },
  {
    key: 'updated',
    title: 'Last active',
    width: '112px',
    priority: 2,
    cell: ({ updatedAt }) => <Time at={updatedAt} />,
  },
];

/** The newest sessions as the gateway listed them at the last sync. */
export function GatewaySessions({ connector }: { connector: ConnectorDetail }) {
  const { sessions, sessionCount } = connector;
  const [all, setAll] = useState(false);
  const shown = all ? sessions : sessions.slice(0, few);
  const more = sessions.length - shown.length;
  return (
    <Card title="Sessions" aside={`${sessionCount.toLocaleString('en')} at the gateway`} flush>
      {sessions.length > 0 ? (
        <Table
          label="Sessions"
          rows={shown}
          rowId={({ key }) => key}
          rowName={({ key }) => key}
          columns={columns}
        />
      ) : (
        <p className="px-4 py-6 text-ink-2">No sessions yet. They appear when an agent is spoken to.</p>
      )}
      {more > 0 ? (
        <div className="px-4 py-2">
          <Button size="small" look="ghost" onClick={() => setAll(true)}>
            Show {more} more
          </Button>
        </div>
      ) : null}
    </Card>
  );
}
