import type { ReactNode } from 'react';
import type { Problem } from '../graphql/problem';
import { Banner } from './banner';
import { CopyId } from './copy-id';

interface ProblemBannerProps {
  problem: Problem;
  actions?: ReactNode;
}

/** A failed request in words, with the id under which the server logged it. */
export function ProblemBanner({ problem, actions }: ProblemBannerProps) {
  return (
    <Banner tone="red" role="alert" title={problem.title} actions={actions}>
      {problem.advice}
      {problem.requestId ? (
        <span className="mt-1 flex items-center gap-1 text-meta">
          <span className="shrink-0">Request</span> <CopyId id={problem.requestId} />
        </span>
      ) : null}
    </Banner>
  );
}
