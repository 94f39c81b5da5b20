import { Link } from 'react-router';
import type { PolicyEffect, SimulatePolicyQuery } from '../../graphql/generated/documents';
import { useTo } from '../../graphql/organization-context';
import type { Problem } from '../../graphql/problem';
import { FirstLine } from '../../ui/first-line';
import { Skeleton } from '../../ui/skeleton';
import { Time } from '../../ui/time';

type Simulation = SimulatePolicyQuery['simulateApprovalPolicy'];

interface SimulationResultProps {
  simulation: Simulation | undefined;
  problem: Problem | null;
  effect: PolicyEffect;
}

const number = (value: number) => value.toLocaleString('en');
const stateWords: Record<Simulation['examples'][number]['state'], string> = {
  PENDING: 'waits',
  APPROVED: 'was allowed',
  REJECTED: 'was denied',
  EXPIRED: 'expired',
  CANCELLED: 'was withdrawn',
};

/** How many requests of the past the rule would have matched, and which. */
export function SimulationResult({ simulation, problem, effect }: SimulationResultProps) {
  if (problem) return <p className="p-4 text-ink-2">Not known: {problem.title.toLowerCase()}.</p>;
  if (!simulation) {
    return (
      <div className="grid gap-2 p-4" role="status" aria-label="Looking at past requests">
        <Skeleton width="80%" />
        <Skeleton width="60%" />
      </div>
    );
  }
  const { considered, matched, examples } = simulation;
  return (
    <>
      <p className="px-4 py-3 text-ink" role="status">
        {considered === 0 ? (
          'There are no requests yet to try it on.'
        ) : (
          <>
            Would have matched <strong className="figures font-semibold">{number(matched)}</strong> of the
            last {number(considered)} {considered === 1 ? 'request' : 'requests'}.{' '}
            <Surprise examples={examples} effect={effect} />
          </>
        )}
      </p>
      <ul className="max-h-100 overflow-y-auto border-t border-line-soft empty:hidden" aria-label="Examples">
        {examples.map((example) => (
          <Example key={example.id} example={example} />
        ))}
      </ul>
      {matched > examples.length ? (
        <p className="border-t border-line-soft px-4 py-2 text-meta text-ink-2">
          The newest {examples.length} are shown.
        </p>
      ) : null}
    </>
  );
}

/** Points out where the rule would have done the opposite of what a person did. */
function Surprise({ examples, effect }: Pick<Simulation, 'examples'> & { effect: PolicyEffect }) {
  if (effect === 'REQUIRE_APPROVAL') return null;
  const opposite = effect === 'ALLOW' ? 'REJECTED' : 'APPROVED';
  const count = examples.filter(({ state }) => state === opposite).length;
  if (count === 0) return null;
  return (
    <span data-tone="red" className="font-medium text-tone-ink">
      {count} of those shown {count === 1 ? 'was' : 'were'} {opposite === 'REJECTED' ? 'denied' : 'allowed'}{' '}
      then.
    </span>
  );
}

function Example({ example }: { example: Simulation['examples'][number] }) {
  const to = useTo();
  const { id, action, agent, state, askedAt } = example;
  return (
    <li className="border-b border-line-soft last:border-0">
      <Link
        to={to(`/approvals/history/${id}`)}
        className="grid gap-0.5 px-4 py-2 -outline-offset-2 hover:bg-hover"
      >
        <FirstLine text={action} />
        <span className="flex justify-between gap-3 text-meta text-ink-2">
          <span className="truncate">
            <bdi>{agent?.name ?? 'Unknown agent'}</bdi> · {stateWords[state]}
          </span>
          <Time at={askedAt} />
        </span>
      </Link>
    </li>
  );
}
