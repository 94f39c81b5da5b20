import type { CostOfFragment } from '../../graphql/generated/documents';
import { costWords } from './cost-words';

/** A cost with the word that says how far it is known, always both. */
export function CostFigure({ cost }: { cost: CostOfFragment }) {
  const { figure, label, means } = costWords(cost);
  return (
    <span className="grid" title={means}>
      <span className="figures">{figure}</span>
      {label ? <span className="line-clamp-2 text-meta whitespace-normal text-ink-2">{label}</span> : null}
    </span>
  );
}
