interface TableTwinProps {
  title: string;
  unit: string;
  points: readonly { label: string; value: number }[];
}

/** The numbers of a chart as a table, for those who read rather than look. */
export function TableTwin({ title, unit, points }: TableTwinProps) {
  return (
    <details className="text-meta text-ink-2">
      <summary className="hit w-max rounded-sm hover:text-ink">Show as table</summary>
      <div
        className="mt-1 max-h-60 overflow-y-auto rounded-md border border-line"
        tabIndex={0}
        role="region"
        aria-label={`${title}, table`}
      >
        <table className="w-full">
          <caption className="sr-only">{title}</caption>
          <thead className="sticky top-0 bg-sunken text-left">
            <tr>
              <th scope="col" className="px-3 py-1 font-medium">
                When
              </th>
              <th scope="col" className="px-3 py-1 text-right font-medium">
                {unit}
              </th>
            </tr>
          </thead>
          <tbody>
            {points.map(({ label, value }) => (
              <tr key={label} className="border-t border-line-soft">
                <td className="px-3 py-1">{label}</td>
                <td className="figures px-3 py-1 text-right text-ink">{value}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
