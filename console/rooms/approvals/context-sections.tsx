import type { ApprovalWholeFragment } from '../../graphql/generated/documents';
import { UntrustedQuote } from '../../ui/untrusted-quote';
import { PolicySection } from './policy-section';
import { RiskSection } from './risk-section';
import { Section } from './section';
import { WhereSection } from './where-section';
import { WhoSection } from './who-section';

/** Where, who, why, how risky, under which rule. */
export function ContextSections({ approval }: { approval: ApprovalWholeFragment }) {
  const { reason, kind, agent } = approval;
  return (
    <>
      <WhereSection approval={approval} />
      <WhoSection approval={approval} />
      <Section title="Why">
        {reason ? (
          <UntrustedQuote
            text={reason}
            from={kind === 'exec' ? (agent?.name ?? 'the agent') : 'the plugin'}
          />
        ) : (
          <p className="text-ink-2">No reason was given.</p>
        )}
      </Section>
      <RiskSection approval={approval} />
      <PolicySection approval={approval} />
    </>
  );
}
