import type { CostOfFragment, TokensOfFragment } from '../../graphql/generated/documents';
import { Card } from '../../ui/card';
import { usdWords } from '../../ui/usd-words';
import { costWords } from './cost-words';
import { FigureList } from './figure-list';

interface SessionCostProps {
  cost: CostOfFragment;
  usage: TokensOfFragment;
}

/** What it cost by our own count, beside it what its runtime says, and the tokens that were counted. */
export function SessionCost({ cost, usage }: SessionCostProps) {
  const { figure, label, means } = costWords(cost);
  return (
    <Card title="Cost" aside={label || undefined}>
      <div className="grid gap-3">
        <p className="figures text-figure font-semibold tracking-tight text-ink">{figure}</p>
        <Reported cost={cost} />
        <p className="text-meta text-ink-2 text-pretty">
          {means} Without its sub-agents, which are sessions of their own.
        </p>
        <hr className="border-line-soft" />
        <h3 className="sr-only">Tokens by kind</h3>
        <Tokens usage={usage} />
        {cost.priceVersion ? (
          <p className="text-meta text-ink-2 wrap-anywhere">Prices of {cost.priceVersion}</p>
        ) : null}
      </div>
    </Card>
  );
}

function Reported({ cost }: { cost: CostOfFragment }) {
  const { reportedUsdMicros: reported } = cost;
  return (
    <FigureList
      items={[
        {
          label: 'Counted by its runtime',
          figure: reported === null ? <span className="text-ink-2">not told</span> : usdWords(reported),
        },
        ...differenceOf(cost),
      ]}
    />
  );
}

/** Nothing where there is nothing to compare, or both are the same to the cent. */
function differenceOf({ usdMicros, reportedUsdMicros: reported }: CostOfFragment) {
  if (usdMicros === null || reported === null) return [];
  const more = reported - usdMicros;
  if (Math.abs(more) < 5_000) return [];
  return more > 0
    ? [{ label: 'Calls it does not write down', figure: usdWords(more) }]
    : [{ label: 'Less than counted here', figure: usdWords(-more) }];
}

const count = (tokens: number) => tokens.toLocaleString('en');
const some = (tokens: number) => (tokens > 0 ? count(tokens) : null);

/** Kinds that did not occur are left out, but for reading and writing. */
function Tokens({ usage }: { usage: TokensOfFragment }) {
  return (
    <FigureList
      items={[
        { label: 'Tokens', figure: <span className="font-semibold">{count(usage.total)}</span> },
        { label: 'Read', help: 'Input that no cache held', figure: count(usage.input), part: true },
        { label: 'Read from cache', figure: some(usage.cacheRead), part: true },
        {
          label: 'Cached for minutes',
          help: 'For as long as the provider keeps it',
          figure: some(usage.cacheWrite),
          part: true,
        },
        { label: 'Cached for an hour', figure: some(usage.cacheWriteLong), part: true },
        { label: 'Written', figure: count(usage.output), part: true },
        { label: 'of that, reasoning', figure: some(usage.reasoning), part: true },
      ]}
    />
  );
}
