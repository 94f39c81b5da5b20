import type { CostOfFragment } from '../../graphql/generated/documents';
import { Card } from '../../ui/card';
import { DefinitionList } from '../../ui/definition-list';
import { usdWords } from '../../ui/usd-words';
import { costWords } from './cost-words';

/** What it cost by our own count, and beside it what its runtime says; both with how far they are known. */
export function SessionCost({ cost }: { cost: CostOfFragment }) {
  const { figure, label, means } = costWords(cost);
  const { reportedUsdMicros: reported, priceVersion } = cost;
  return (
    <Card title="Cost" aside={label || undefined}>
      <div className="grid gap-3">
        <p className="figures text-figure font-semibold tracking-tight text-ink">{figure}</p>
        <DefinitionList
          items={[
            {
              label: 'By its runtime',
              help: 'As the runtime itself counted',
              value:
                reported === null ? (
                  <span className="text-ink-2">does not say</span>
                ) : (
                  <span className="figures">{usdWords(reported)}</span>
                ),
            },
            { label: 'Difference', value: differenceOf(cost) },
            { label: 'Prices of', value: priceVersion },
          ]}
        />
        <p className="text-meta text-ink-2 text-pretty">
          {means} Without its sub-agents, which are sessions of their own.
        </p>
      </div>
    </Card>
  );
}

/** Null where there is nothing to compare, or both are the same to the cent. */
function differenceOf({ usdMicros, reportedUsdMicros: reported }: CostOfFragment): string | null {
  if (usdMicros === null || reported === null) return null;
  const more = reported - usdMicros;
  if (Math.abs(more) < 5_000) return null;
  return more > 0
    ? `${usdWords(more)} for calls it does not write down`
    : `${usdWords(-more)} less than counted here`;
}
