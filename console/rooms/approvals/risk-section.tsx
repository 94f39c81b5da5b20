import type { ApprovalWholeFragment } from '../../graphql/generated/documents';
import { RiskMark } from '../../ui/risk-mark';
import { Section } from './section';

/** The risk with every rule that gave it. */
export function RiskSection({ approval }: { approval: Pick<ApprovalWholeFragment, 'risk' | 'riskReasons'> }) {
  const { risk, riskReasons } = approval;
  return (
    <Section title="Risk" aside={<RiskMark risk={risk} />}>
      {riskReasons.length === 0 ? <p className="text-ink-2">No rule saw anything.</p> : null}
      <ul className="overflow-hidden rounded-md border border-line empty:hidden">
        {riskReasons.map(({ rule, level, words }) => (
          <li
            key={rule + words}
            className="flex flex-wrap items-baseline gap-x-4 gap-y-0.5 border-b border-line-soft px-3 py-2 last:border-0"
          >
            <span className="min-w-48 flex-1 wrap-anywhere">
              <bdi>{words}</bdi>
            </span>
            <span className="flex items-center gap-3 text-meta">
              <code className="mono text-ink-2">{rule}</code>
              <span className="w-17">
                <RiskMark risk={level} />
              </span>
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
