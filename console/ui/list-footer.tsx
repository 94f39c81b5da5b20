import { Button } from './button';

interface ListFooterProps {
  /** Rows on screen. */
  shown: number;
  /** All rows, when the API counts them. */
  total?: number;
  /** What is counted, singular and plural. */
  nouns: readonly [string, string];
  hasMore: boolean;
  loadingMore: boolean;
  onMore: () => void;
}

/** How much of the list is shown, and the way to the rest. */
export function ListFooter({ shown, total, nouns, hasMore, loadingMore, onMore }: ListFooterProps) {
  const count = total ?? shown;
  const words = `${count.toLocaleString('en')}${total === undefined && hasMore ? '+' : ''} ${count === 1 ? nouns[0] : nouns[1]}`;
  return (
    <footer className="flex min-h-12 items-center justify-between gap-3 px-(--gutter) py-2 text-meta text-ink-2">
      <span className="figures" role="status">
        {hasMore && total !== undefined ? `${shown.toLocaleString('en')} of ${words}` : words}
      </span>
      {hasMore ? (
        <Button size="small" busy={loadingMore} onClick={onMore}>
          Load more
        </Button>
      ) : null}
    </footer>
  );
}
