import { ConnectorsDocument, type ConnectorsQuery } from '../../graphql/generated/documents';
import { useLock, useTo } from '../../graphql/organization-context';
import { usePages } from '../../graphql/use-pages';
import { ColumnChoice } from '../../ui/column-choice';
import { LinkButton } from '../../ui/link-button';
import { ListView } from '../../ui/list-view';
import { PageHeader } from '../../ui/page-header';
import { Table } from '../../ui/table';
import { connectorColumns } from './connector-columns';
import { isUnsettled } from './connector-states';
import { ConnectorsStart } from './connectors-start';
import { useConnectorNews } from './use-connector-news';

const connectionOf = (data: ConnectorsQuery) => data.connectors;

/** Every gateway under governance and how its link stands. */
export function ConnectorsPage() {
  const to = useTo();
  const lock = useLock();
  const pages = usePages(ConnectorsDocument, { first: 50 }, connectionOf);
  useConnectorNews(
    pages.refreshSoon,
    pages.rows.some(({ state }) => isUnsettled(state)),
  );
  const some = pages.rows.length > 0;
  return (
    <>
      <PageHeader
        title="Connectors"
        description="OpenClaw gateways under governance, and how the link to each stands."
        actions={
          some ? (
            <>
              <ColumnChoice columns={connectorColumns} />
              <LinkButton
                look="primary"
                icon="plus"
                to={to('/connectors/new')}
                locked={lock('connectors:manage')}
              >
                Add a gateway
              </LinkButton>
            </>
          ) : undefined
        }
      />
      <ListView
        pages={pages}
        nouns={['connector', 'connectors']}
        meaning="Governance goes on; only this list could not be read."
        empty={<ConnectorsStart />}
      >
        {(rows) => (
          <Table
            label="Connectors"
            rows={rows}
            rowId={({ id }) => id}
            rowName={({ name }) => name}
            rowTo={({ id }) => to(`/connectors/${id}`)}
            columns={connectorColumns}
          />
        )}
      </ListView>
    </>
  );
}
