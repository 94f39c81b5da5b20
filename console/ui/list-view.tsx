import type { ReactNode } from 'react';
import type { Problem } from '../graphql/problem';
import { ErrorState } from './error-state';
import { ListFooter } from './list-footer';
import { SkeletonRows } from './skeleton';
import { ProblemBanner } from './problem-banner';
import { Button } from './button';

/** What `usePages` answers. */
interface Pages<Row> {
  rows: readonly Row[];
  total?: number;
  hasMore: boolean;
  loading: boolean;
  loadingMore: boolean;
  problem: Problem | null;
  loadMore: () => void;
  refresh: () => void;
}

interface ListViewProps<Row> {
  pages: Pages<Row>;
  nouns: readonly [string, string];
  /** Shown when there is no row; usually an EmptyState. */
  empty: ReactNode;
  /** What a failed read means for governance. */
  meaning?: string;
  /** Table or List over the rows. */
  children: (rows: readonly Row[]) => ReactNode;
}

/** The states every list has: first read, failed, empty, rows with a footer; a failed refresh keeps the rows. */
export function ListView<Row>({ pages, nouns, empty, meaning, children }: ListViewProps<Row>) {
  const { rows, problem, loading } = pages;
  if (rows.length === 0) {
    if (problem) return <ErrorState problem={problem} meaning={meaning} onRetry={pages.refresh} />;
    return loading ? <SkeletonRows label={`Loading ${nouns[1]}`} /> : empty;
  }
  return (
    <>
      {problem ? (
        <div className="p-3">
          <ProblemBanner
            problem={problem}
            actions={
              <Button size="small" onClick={pages.refresh}>
                Try again
              </Button>
            }
          />
        </div>
      ) : null}
      {children(rows)}
      <ListFooter
        shown={rows.length}
        total={pages.total}
        nouns={nouns}
        hasMore={pages.hasMore}
        loadingMore={pages.loadingMore}
        onMore={pages.loadMore}
      />
    </>
  );
}
