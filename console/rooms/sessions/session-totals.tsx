import { SessionFiguresDocument, type SessionFilter } from '../../graphql/generated/documents';
import { useRead } from '../../graphql/use-read';
import { Stat } from '../../ui/stat';
import { costWords, tokenWords } from './cost-words';

type Figures = NonNullable<ReturnType<typeof useFigures>['data']>['sessionTotals'];

/** Whole sessions that the filters find, added up. */
export const useFigures = (filter: SessionFilter) => useRead(SessionFiguresDocument, { filter });

/** How many, how many of them run, what they used and what that cost. */
export function SessionTotals({ figures }: { figures: Figures | undefined }) {
  const cost = figures ? costWords(figures.cost) : null;
  const usage = figures?.usage;
  return (
    <section aria-label="Totals" className="grid grid-cols-2 gap-3 px-(--gutter) pt-1 pb-4 lg:grid-cols-4">
      <Stat label="Sessions" value={figures?.sessionCount.toLocaleString('en') ?? '—'} />
      <Stat label="Running" value={figures?.runningCount.toLocaleString('en') ?? '—'} />
      <Stat
        label="Tokens"
        value={usage ? <span title={usage.total.toLocaleString('en')}>{tokenWords(usage.total)}</span> : '—'}
        note={usage ? `${tokenWords(usage.output)} of them written` : undefined}
      />
      <Stat
        label="Cost"
        value={cost?.figure ?? '—'}
        note={cost?.label ? <span title={cost.means}>{cost.label}</span> : undefined}
      />
    </section>
  );
}
