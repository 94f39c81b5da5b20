import { SessionFiguresDocument, type SessionFilter } from '../../graphql/generated/documents';
import { useRead } from '../../graphql/use-read';
import { Stat } from '../../ui/stat';
import { costWords, tokenWords } from './cost-words';

type Figures = NonNullable<ReturnType<typeof useFigures>['data']>['sessionTotals'];

/** Whole sessions that the filters find, added up. */
export const useFigures = (filter: SessionFilter) => useRead(SessionFiguresDocument, { filter });

/** How many, how many of them run, what they used and what that cost. */
export function SessionTotals({ figures }: { figures: Figures | undefined }) {
  return (
    <section aria-label="Totals" className="grid grid-cols-2 gap-3 px-(--gutter) pt-1 pb-4 lg:grid-cols-4">
      <Stat label="Sessions" value={figures?.sessionCount.toLocaleString('en') ?? '—'} />
      <Stat label="Running" value={figures?.runningCount.toLocaleString('en') ?? '—'} />
      {figures ? <Known figures={figures} /> : <Unknown />}
    </section>
  );
}

function Known({ figures: { usage, cost } }: { figures: Figures }) {
  const { figure, label, means } = costWords(cost);
  return (
    <>
      <Stat
        label="Tokens"
        value={<span title={usage.total.toLocaleString('en')}>{tokenWords(usage.total)}</span>}
        note={`${tokenWords(usage.output)} of them written`}
      />
      <Stat label="Cost" value={figure} note={label ? <span title={means}>{label}</span> : undefined} />
    </>
  );
}

const Unknown = () => (
  <>
    <Stat label="Tokens" value="—" note="adding up" />
    <Stat label="Cost" value="—" note="adding up" />
  </>
);
