interface SparklineProps {
  /** What the line shows, as a sentence. */
  title: string;
  /** Oldest first. */
  values: readonly number[];
  width?: number;
  height?: number;
}

/** A word-sized line beside a number that says the same; the last value is marked. */
export function Sparkline({ title, values, width = 96, height = 24 }: SparklineProps) {
  const top = Math.max(1, ...values);
  const last = values.at(-1) ?? 0;
  const x = (index: number) => 2 + (index / Math.max(1, values.length - 1)) * (width - 4);
  const y = (value: number) => height - 3 - (value / top) * (height - 6);
  return (
    <svg
      viewBox={`0 0 ${width} ${height}`}
      width={width}
      height={height}
      role="img"
      aria-label={`${title}. Now ${last}, highest ${Math.max(0, ...values)}.`}
      className="shrink-0 overflow-visible text-brand-ink"
    >
      <polyline
        points={values.map((value, index) => `${x(index).toFixed(1)},${y(value).toFixed(1)}`).join(' ')}
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
        strokeLinejoin="round"
        strokeLinecap="round"
      />
      <circle cx={x(values.length - 1)} cy={y(last)} r="2" fill="currentColor" />
    </svg>
  );
}
