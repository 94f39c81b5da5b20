import { useAccount } from '../../graphql/account-context';
import { StatusDot } from '../../ui/status-dot';
import { stepsOf } from './course';
import type { Shown } from './shown';

const short = { asked: 'Asked', decided: 'Decided', delivered: 'Delivered', executed: 'Executed' } as const;

/** Where a decided request stands, in one line. The whole course is in the page. */
export function DecidedBar({ approval }: { approval: Shown }) {
  const viewerId = useAccount().viewer?.user?.id;
  const steps = stepsOf(approval, viewerId).filter(({ key }) => key !== 'asked' && key !== 'delivered');
  return (
    <div role="status" className="flex flex-wrap items-center gap-x-5 gap-y-1">
      {steps.map(({ key, words, tone, progress }) => (
        <span key={key} className="flex min-w-0 items-center gap-2">
          <span className="text-meta text-ink-2">{short[key]}</span>
          <StatusDot
            tone={progress === 'done' ? tone : progress === 'under-way' ? 'blue' : 'neutral'}
            pulsing={progress === 'under-way'}
          >
            <bdi>{words}</bdi>
          </StatusDot>
        </span>
      ))}
    </div>
  );
}
