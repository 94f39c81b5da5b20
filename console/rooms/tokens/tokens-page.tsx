import { useMemo, useState } from 'react';
import {
  ServiceTokensDocument,
  type ServiceTokenLineFragment,
  type ServiceTokensQuery,
} from '../../graphql/generated/documents';
import { useLock, useTo } from '../../graphql/organization-context';
import { useEvents } from '../../graphql/use-events';
import { usePages } from '../../graphql/use-pages';
import { ColumnChoice } from '../../ui/column-choice';
import { LinkButton } from '../../ui/link-button';
import { ListView } from '../../ui/list-view';
import { PageHeader } from '../../ui/page-header';
import { Table } from '../../ui/table';
import { NoTokens } from './no-tokens';
import { RevokeToken } from './revoke-token';
import { tokenColumns } from './token-columns';

const connectionOf = (data: ServiceTokensQuery) => data.serviceTokens;

/** Credentials of programs: what each may do, until when, and whether it is used. */
export function TokensPage() {
  const to = useTo();
  const lock = useLock()('tokens:manage');
  const pages = usePages(ServiceTokensDocument, { first: 50 }, connectionOf);
  useEvents(['service_token'], pages.refreshSoon);
  const [asked, ask] = useState<ServiceTokenLineFragment | null>(null);
  const columns = useMemo(() => tokenColumns(lock, ask), [lock]);
  const some = pages.rows.length > 0;
  return (
    <>
      <PageHeader
        title="Tokens"
        description="Service tokens let programs read and act here within their scopes. They never decide approvals."
        actions={
          some ? (
            <>
              <ColumnChoice columns={columns.slice(0, -1)} />
              <LinkButton look="primary" icon="plus" to={to('/tokens/new')} locked={lock}>
                New token
              </LinkButton>
            </>
          ) : undefined
        }
      />
      <ListView
        pages={pages}
        nouns={['token', 'tokens']}
        meaning="Programs keep their access; only this list could not be read."
        empty={<NoTokens />}
      >
        {(rows) => (
          <Table
            label="Service tokens"
            rows={rows}
            rowId={({ id }) => id}
            rowName={({ name }) => name}
            columns={columns}
          />
        )}
      </ListView>
      {asked ? <RevokeToken token={asked} close={() => ask(null)} /> : null}
    </>
  );
}
