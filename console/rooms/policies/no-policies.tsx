import { Link } from 'react-router';
import { useCan, useTo } from '../../graphql/organization-context';
import { Badge } from '../../ui/badge';
import { EmptyState } from '../../ui/empty-state';
import { LinkButton } from '../../ui/link-button';
import { effectLooks } from './effect-looks';
import { starters, type Starter } from './starters';

/** Says what holds without rules, and offers three to begin with. */
export function NoPolicies() {
  const to = useTo();
  const mayManage = useCan()('policies:manage');
  if (!mayManage) {
    return (
      <EmptyState icon="policy" title="No policies yet">
        A person decides every request. Owners and administrators write rules.
      </EmptyState>
    );
  }
  return (
    <div className="px-(--gutter) pb-10">
      <EmptyState
        icon="policy"
        title="No policies yet"
        actions={
          <LinkButton to={to('/policies/new')} icon="plus">
            Start with an empty rule
          </LinkButton>
        }
      >
        Until there is one, a person decides every request. Begin with one of these, or write your own;
        nothing is saved until you say so.
      </EmptyState>
      <ul className="mx-auto grid max-w-220 gap-3 sm:grid-cols-3">
        {starters.map((starter) => (
          <StarterCard key={starter.key} starter={starter} />
        ))}
      </ul>
    </div>
  );
}

function StarterCard({ starter }: { starter: Starter }) {
  const to = useTo();
  const { key, why, draft } = starter;
  const { word, icon, tone } = effectLooks[draft.effect];
  return (
    <li className="relative grid content-start justify-items-start gap-2 rounded-md border border-line p-4 has-[a:hover]:border-line-strong">
      <Badge tone={tone} icon={icon}>
        {word}
      </Badge>
      <h2 className="font-semibold text-ink">
        <Link
          to={to(`/policies/new?starter=${key}`)}
          className="after:absolute after:inset-0 after:rounded-md"
        >
          {draft.name}
        </Link>
      </h2>
      <p className="text-ink-2 text-pretty">{why}</p>
    </li>
  );
}
