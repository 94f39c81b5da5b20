import { AllowAlwaysReachDocument, type ApprovalWholeFragment } from '../../graphql/generated/documents';
import { useCan } from '../../graphql/organization-context';
import { useRead } from '../../graphql/use-read';

type Reaching = Pick<ApprovalWholeFragment, 'action' | 'cwd' | 'agent' | 'similar'>;

const listed = 5;
const longest = 2_000;

function countWords(before: number): string {
  if (before === 0) return 'never';
  return before === 1 ? 'once' : `${before}${before === listed ? ' or more' : ''} times`;
}

/** How often a rule for exactly this action would have applied, as far as the viewer may know. */
export function AllowAlwaysReach({ approval }: { approval: Reaching }) {
  const seesPolicies = useCan()('policies:read');
  const { action, cwd, agent, similar } = approval;
  const input = {
    name: 'Allow always',
    effect: 'ALLOW' as const,
    commands: [action],
    cwds: cwd ? [cwd] : [],
    agentIds: agent ? [agent.id] : [],
  };
  // In rules `*` stands for anything, so an action that contains one cannot be looked up exactly.
  const when = seesPolicies && !action.includes('*') && action.length < longest;
  const { data } = useRead(AllowAlwaysReachDocument, { input }, { when });
  const found = data?.simulateApprovalPolicy;
  return (
    <p className="text-ink">
      {found
        ? `Of the last ${found.considered.toLocaleString('en')} requests it would have let ${found.matched.toLocaleString('en')} through without asking.`
        : `Before this, the agent asked for exactly this ${countWords(similar.length)}.`}
    </p>
  );
}
