import { Link } from 'react-router';
import type { ApprovalWholeFragment } from '../../graphql/generated/documents';
import { useCan, useTo } from '../../graphql/organization-context';
import { Icon } from '../../ui/icon';
import { Section } from './section';

type Governed = Pick<ApprovalWholeFragment, 'policySentence' | 'policy'>;

/** The rule that governs the request, in a sentence. */
export function PolicySection({ approval }: { approval: Governed }) {
  const { policySentence, policy } = approval;
  const to = useTo();
  const seesPolicies = useCan()('policies:read');
  return (
    <Section title="Policy">
      <p className="flex items-start gap-2">
        <Icon name="policy" className="mt-0.5 text-icon" />
        <span className="wrap-anywhere">
          {policySentence}{' '}
          {policy && seesPolicies ? (
            <Link to={to(`/policies/${policy.id}`)} className="hit text-brand-ink underline">
              Open “{policy.name}”
            </Link>
          ) : null}
        </span>
      </p>
    </Section>
  );
}
