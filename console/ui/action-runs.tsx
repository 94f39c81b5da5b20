import type { Segment } from './cut-segments';

/** Untrusted text within a line: each run isolated, invisible characters as labelled chips. */
export function ActionRuns({ segments }: { segments: readonly Segment[] }) {
  return segments.map((segment, index) =>
    segment.name ? <Chip key={index} name={segment.name} /> : <bdi key={index}>{segment.text}</bdi>,
  );
}

function Chip({ name }: { name: string }) {
  return (
    <span
      data-tone="red"
      className="mx-0.5 inline-block rounded-sm border border-tone-line bg-tone-bg px-1 font-sans text-mini font-medium text-tone-ink"
    >
      {name}
    </span>
  );
}
