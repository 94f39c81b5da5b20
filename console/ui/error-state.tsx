import type { Problem } from '../graphql/problem';
import { Button } from './button';
import { CopyId } from './copy-id';
import { Icon } from './icon';

interface ErrorStateProps {
  problem: Problem;
  /** What it means for governance, when it does, for example "Approvals keep being denied at the gateway." */
  meaning?: string;
  onRetry?: () => void;
  /** `h1` where nothing else on the page is a heading. */
  heading?: 'h1' | 'h2';
}

/** In place of something that could not be read: what happened, what it means, what to do, under which request id. */
export function ErrorState({ problem, meaning, onRetry, heading: Heading = 'h2' }: ErrorStateProps) {
  return (
    <div role="alert" data-tone="red" className="grid justify-items-center gap-4 px-6 py-16 text-center">
      <span className="grid size-11 place-items-center rounded-md border border-tone-line bg-tone-bg text-tone-ink">
        <Icon name="alert" size={20} />
      </span>
      <div className="grid max-w-110 gap-1">
        <Heading className="text-lead font-semibold text-ink">{problem.title}</Heading>
        {meaning ? <p className="text-body text-ink">{meaning}</p> : null}
        <p className="text-body text-ink-2 text-pretty">{problem.advice}</p>
      </div>
      {onRetry ? (
        <Button icon="refresh" onClick={onRetry}>
          Try again
        </Button>
      ) : null}
      {problem.requestId ? (
        <p className="flex items-center gap-1.5 text-meta text-ink-2">
          Request <CopyId id={problem.requestId} of="request id" />
        </p>
      ) : null}
    </div>
  );
}
