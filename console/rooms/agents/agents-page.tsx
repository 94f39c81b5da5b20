import { useState } from 'react';
import { AgentsDocument, type AgentLineFragment, type AgentsQuery } from '../../graphql/generated/documents';
import { useTo } from '../../graphql/organization-context';
import { usePages } from '../../graphql/use-pages';
import { Button } from '../../ui/button';
import { ColumnChoice } from '../../ui/column-choice';
import { EmptyState } from '../../ui/empty-state';
import { FilterBar } from '../../ui/filter-bar';
import { ListView } from '../../ui/list-view';
import { Table } from '../../ui/table';
import { agentColumns } from './agent-columns';
import { AgentDialogs, type AgentQuestion } from './agent-dialogs';
import { AgentRowActions } from './agent-row-actions';
import { AgentsHeader } from './agents-header';
import { NoAgents } from './no-agents';
import { isMoving } from './stop-looks';
import { useAgentFilters } from './use-agent-filters';
import { useAgentNews } from './use-agent-news';

const connectionOf = (data: AgentsQuery) => data.agents;
const stopping = ({ killSwitch }: AgentLineFragment): boolean =>
  killSwitch !== null && isMoving(killSwitch.state);

/** Every agent that a gateway runs: how it is, what a person made of it, and what waits. */
export function AgentsPage() {
  const to = useTo();
  const { definitions, filters, filter, gateways } = useAgentFilters();
  const pages = usePages(AgentsDocument, { filter, first: 50 }, connectionOf);
  const [asking, setAsking] = useState<{ agent: AgentLineFragment; question: AgentQuestion } | null>(null);
  useAgentNews(pages.refreshSoon, pages.rows.some(stopping));
  const some = pages.rows.length > 0 || filters.active;
  return (
    <>
      <AgentsHeader title="Agents" />
      <div className="pt-3">
        {some ? (
          <FilterBar
            definitions={definitions}
            filters={filters}
            aside={<ColumnChoice columns={agentColumns} />}
          />
        ) : null}
      </div>
      <ListView
        pages={pages}
        nouns={['agent', 'agents']}
        meaning="Governance goes on; only this list could not be read."
        empty={filters.active ? <NothingMatches clear={filters.clear} /> : <NoAgents gateways={gateways} />}
      >
        {(rows) => (
          <Table
            label="Agents"
            rows={rows}
            rowId={({ id }) => id}
            rowName={({ name }) => name}
            rowTo={({ id }) => to(`/agents/${id}`)}
            columns={agentColumns}
            actions={(agent) => (
              <AgentRowActions agent={agent} ask={(question) => setAsking({ agent, question })} />
            )}
          />
        )}
      </ListView>
      {asking ? (
        <AgentDialogs agent={asking.agent} open={asking.question} close={() => setAsking(null)} />
      ) : null}
    </>
  );
}

const NothingMatches = ({ clear }: { clear: () => void }) => (
  <EmptyState icon="search" title="No agent matches" actions={<Button onClick={clear}>Clear filters</Button>}>
    Change or clear the filters.
  </EmptyState>
);
