import { Link } from 'react-router';
import { useAccount } from '../../graphql/account-context';
import type { ApprovalWholeFragment } from '../../graphql/generated/documents';
import { useTo } from '../../graphql/organization-context';
import { Icon } from '../../ui/icon';
import { Time } from '../../ui/time';
import { outcomeLook, standing, stateLooks } from './approval-words';
import { Section } from './section';

/** Earlier decisions on the same action by the same agent. */
export function SimilarSection({ approval }: { approval: Pick<ApprovalWholeFragment, 'similar'> }) {
  const to = useTo();
  const viewerId = useAccount().viewer?.user?.id;
  const { similar } = approval;
  return (
    <Section title="The same, before">
      {similar.length === 0 ? (
        <p className="text-ink-2">This agent has not asked for exactly this before.</p>
      ) : (
        <ul className="overflow-hidden rounded-md border border-line">
          {similar.map((one) => (
            <li key={one.id} className="border-b border-line-soft last:border-0">
              <Link
                to={to(`/approvals/history/${one.id}`)}
                className="flex flex-wrap items-center gap-x-2 px-3 py-2 -outline-offset-2 hover:bg-hover"
              >
                <span
                  data-tone={stateLooks[one.state].tone}
                  className="flex items-center gap-1.5 text-tone-ink"
                >
                  <Icon name={stateLooks[one.state].icon} size={14} />
                  <bdi>{standing(one, viewerId)}</bdi>
                </span>
                {one.state === 'APPROVED' ? (
                  <span className="text-ink-2">· {outcomeLook(one)?.word ?? 'No outcome'}</span>
                ) : null}
                <span className="ml-auto text-meta text-ink-2">
                  <Time at={one.decidedAt ?? one.askedAt} />
                </span>
              </Link>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
