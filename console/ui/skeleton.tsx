/** A grey line where text will be. Width in any CSS length. */
export function Skeleton({ width = '100%', height = 12 }: { width?: string | number; height?: number }) {
  return <span aria-hidden="true" className="skeleton block max-w-full" style={{ width, height }} />;
}

// Uneven widths look like text; fixed ones do not flicker between renders.
const widths = ['62%', '48%', '71%', '55%', '66%', '43%', '59%', '52%'];

/** Rows of a list that is being read for the first time. */
export function SkeletonRows({ rows = 8, label = 'Loading' }: { rows?: number; label?: string }) {
  return (
    <div role="status" aria-label={label}>
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} className="flex h-9 items-center gap-4 border-b border-line-soft px-(--gutter)">
          <Skeleton width={14} height={14} />
          <Skeleton width={widths[row % widths.length]} />
        </div>
      ))}
    </div>
  );
}

/** A detail page that is being read for the first time. */
export function SkeletonPage({ label = 'Loading' }: { label?: string }) {
  return (
    <div role="status" aria-label={label} className="grid max-w-3xl gap-4 p-6">
      <Skeleton width={220} height={20} />
      <Skeleton width="70%" />
      <Skeleton width="100%" height={96} />
      <Skeleton width="58%" />
      <Skeleton width="64%" />
    </div>
  );
}
