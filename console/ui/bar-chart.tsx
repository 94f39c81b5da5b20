import { TableTwin } from './table-twin';

interface BarChartProps {
  /** What the chart shows, as a sentence: "Requests asked per hour, last 24 hours". */
  title: string;
  /** Left to right; labels appear in the table and on hover. */
  points: readonly { label: string; value: number }[];
  /** Unit after a number, for example "requests". */
  unit: string;
  /** Pixels. */
  height?: number;
  /** Words under the first, middle and last bar. */
  axis?: readonly [string, string, string];
}

const step = 10;

/** Plain bars on a zero line, with the same numbers as a table. */
export function BarChart({ title, points, unit, height = 96, axis }: BarChartProps) {
  const top = Math.max(1, ...points.map(({ value }) => value));
  const width = Math.max(1, points.length) * step;
  return (
    <figure className="grid gap-1.5">
      <div className="flex items-end gap-2">
        <svg
          viewBox={`0 0 ${width} ${height}`}
          preserveAspectRatio="none"
          role="img"
          aria-label={`${title}. Highest ${top} ${unit}.`}
          className="block w-full"
          style={{ height }}
        >
          {points.map(({ label, value }, index) => (
            <Bar
              key={label}
              x={index * step}
              size={(value / top) * (height - 4)}
              height={height}
              title={`${label}: ${value} ${unit}`}
            />
          ))}
        </svg>
      </div>
      {axis ? (
        <div
          className="flex justify-between border-t border-line pt-1 text-mini text-ink-3"
          aria-hidden="true"
        >
          {axis.map((word) => (
            <span key={word}>{word}</span>
          ))}
        </div>
      ) : null}
      <TableTwin title={title} unit={unit} points={points} />
    </figure>
  );
}

interface BarProps {
  x: number;
  size: number;
  height: number;
  title: string;
}

function Bar({ x, size, height, title }: BarProps) {
  const shown = size === 0 ? 1.5 : Math.max(3, size);
  return (
    <g className="group">
      <title>{title}</title>
      <rect x={x} y={0} width={step} height={height} fill="transparent" />
      <rect
        x={x + 1}
        y={height - shown}
        width={step - 2}
        height={shown}
        rx={1}
        fill={size === 0 ? 'var(--n6)' : 'var(--brand-solid)'}
        className="group-hover:opacity-75"
      />
    </g>
  );
}
