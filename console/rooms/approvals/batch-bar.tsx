import { lazy, Suspense, useState } from 'react';
import type { ApprovalRowFragment, Decision } from '../../graphql/generated/documents';
import { Button } from '../../ui/button';
import { SelectionBar } from '../../ui/selection-bar';
import type { Selection } from '../../ui/use-selection';

const BatchDialog = lazy(() => import('./batch-dialog'));

interface BatchBarProps {
  selection: Selection;
  /** Rows that the viewer may decide. */
  rows: readonly ApprovalRowFragment[];
}

interface Batch {
  decision: Decision;
  rows: readonly ApprovalRowFragment[];
}

/** Decides what is ticked, all at once but each for itself. */
export function BatchBar({ selection, rows }: BatchBarProps) {
  const [batch, setBatch] = useState<Batch | null>(null);
  const start = (decision: Decision) =>
    setBatch({ decision, rows: rows.filter(({ id }) => selection.ids.has(id)) });
  return (
    <>
      <SelectionBar selection={selection} nouns={['request', 'requests']}>
        <Button size="small" tone="red" onClick={() => start('DENY')}>
          Deny…
        </Button>
        <Button size="small" tone="green" onClick={() => start('ALLOW_ONCE')}>
          Allow once…
        </Button>
      </SelectionBar>
      <Suspense>
        {batch ? (
          <BatchDialog
            {...batch}
            onClose={() => {
              setBatch(null);
              selection.clear();
            }}
            onCancel={() => setBatch(null)}
          />
        ) : null}
      </Suspense>
    </>
  );
}
