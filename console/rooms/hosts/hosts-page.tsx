import { RuntimeHostsDocument, type RuntimeHostsQuery } from '../../graphql/generated/documents';
import { useLock, useTo } from '../../graphql/organization-context';
import { usePages } from '../../graphql/use-pages';
import { ColumnChoice } from '../../ui/column-choice';
import { LinkButton } from '../../ui/link-button';
import { ListView } from '../../ui/list-view';
import { PageHeader } from '../../ui/page-header';
import { Table } from '../../ui/table';
import { hostColumns } from './host-columns';
import { HostsStart } from './hosts-start';
import { useHostNews } from './use-host-news';

const connectionOf = (data: RuntimeHostsQuery) => data.runtimeHosts;

/** Every machine that was let in, and how each stands. */
export function HostsPage() {
  const to = useTo();
  const lock = useLock();
  const pages = usePages(RuntimeHostsDocument, { first: 50 }, connectionOf);
  useHostNews(pages.refreshSoon, false);
  const some = pages.rows.length > 0;
  return (
    <>
      <PageHeader
        title="Runtime hosts"
        description="Developers’ machines whose Claude Code, Codex and Hermes sessions are read here."
        actions={
          some ? (
            <>
              <ColumnChoice columns={hostColumns} />
              <LinkButton look="primary" icon="plus" to={to('/hosts/pair')} locked={lock('hosts:pair')}>
                Pair a machine
              </LinkButton>
            </>
          ) : undefined
        }
      />
      <ListView
        pages={pages}
        nouns={['machine', 'machines']}
        meaning="The machines go on working; only this list could not be read."
        empty={<HostsStart />}
      >
        {(rows) => (
          <Table
            label="Runtime hosts"
            rows={rows}
            rowId={({ id }) => id}
            rowName={({ name }) => name}
            rowTo={({ id }) => to(`/hosts/${id}`)}
            columns={hostColumns}
          />
        )}
      </ListView>
    </>
  );
}
