import { EmptyState } from './empty-state';

/** In place of a form the viewer may not use. */
export function LockedPage({ reason }: { reason: string }) {
  return (
    <EmptyState icon="lock" title="You can look, but not change this">
      {reason}
    </EmptyState>
  );
}
