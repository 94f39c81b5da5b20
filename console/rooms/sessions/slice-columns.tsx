import type { CostDimension, CostSlicesQuery } from '../../graphql/generated/documents';
import { SeenText } from '../../ui/seen-text';
import type { Column } from '../../ui/table-columns';
import { CostFigure } from './cost-figure';
import { tokenWords } from './cost-words';
import { dimensionWords } from './session-looks';

/** One row of a breakdown; `id` is its key, empty for what has none. */
export type Slice = CostSlicesQuery['costBreakdown'][number] & { id: string };

/** Columns of a breakdown. The bar repeats the cost for the eye; where nothing has a price it shows tokens. */
export function sliceColumns(by: CostDimension, rows: readonly Slice[]): readonly Column<Slice>[] {
  const priced = rows.some(({ cost }) => (cost.usdMicros ?? 0) > 0);
  const sizeOf = ({ cost, usage }: Slice) => (priced ? (cost.usdMicros ?? 0) : usage.total);
  const most = Math.max(1, ...rows.map(sizeOf));
  return [
    {
      key: 'label',
      title: dimensionWords[by] ?? 'Kind',
      cell: ({ label, key }) => (
        <span className={by === 'MODEL' ? 'mono' : ''} title={label}>
          {key === null ? <span className="text-ink-2">{label}</span> : <SeenText text={label} />}
        </span>
      ),
    },
    {
      key: 'share',
      title: priced ? 'Share of cost' : 'Share of tokens',
      bare: true,
      width: '34%',
      priority: 2,
      cell: (slice) => <Bar share={sizeOf(slice) / most} />,
    },
    {
      key: 'sessions',
      title: 'Sessions',
      width: '84px',
      align: 'right',
      priority: 2,
      cell: ({ sessionCount }) => sessionCount.toLocaleString('en'),
    },
    {
      key: 'tokens',
      title: 'Tokens',
      width: '84px',
      align: 'right',
      cell: ({ usage: { total } }) => <span title={total.toLocaleString('en')}>{tokenWords(total)}</span>,
    },
    {
      key: 'cost',
      title: 'Cost',
      width: '132px',
      align: 'right',
      cell: ({ cost }) => <CostFigure cost={cost} />,
    },
  ];
}

/** The number beside it says the same. */
function Bar({ share }: { share: number }) {
  return (
    <span className="block h-2 overflow-hidden rounded-sm bg-sunken" aria-hidden="true">
      <span
        className={`block h-full rounded-sm bg-brand ${share > 0 ? 'min-w-0.5' : ''}`}
        style={{ width: `${Math.max(0, share) * 100}%` }}
      />
    </span>
  );
}
