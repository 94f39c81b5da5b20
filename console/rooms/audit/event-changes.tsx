import type { AuditWholeFragment } from '../../graphql/generated/documents';
import { Card } from '../../ui/card';
import { ChangeList } from './change-list';
import { changesBetween } from './changes';
import { RawState } from './raw-state';

type Recorded = Pick<AuditWholeFragment, 'before' | 'after' | 'type'>;

/** What was recorded beyond the sentence: what changed, or the details; the JSON itself below. */
export function EventChanges({ event: { before, after } }: { event: Recorded }) {
  const none = before === null && after === null;
  const compared = before !== null && after !== null;
  const { changed, same } = changesBetween(before, after);
  const count = `${changed.length} ${changed.length === 1 ? 'field' : 'fields'}`;
  return (
    <Card
      title={compared ? 'What changed' : before === null ? 'Details' : 'What was there before'}
      aside={none ? undefined : count}
    >
      {none ? (
        <p className="text-ink-2">
          No details are stored: there were none, or they were erased and only their digest remains.
        </p>
      ) : (
        <div className="grid gap-3">
          {changed.length > 0 ? (
            <ChangeList changes={changed} compared={compared} />
          ) : (
            <p className="text-ink-2">Both states are equal.</p>
          )}
          {same.length > 0 ? (
            <details>
              <summary className="hit w-max rounded-sm py-1 text-ink-2 hover:text-ink">
                {same.length} unchanged
              </summary>
              <ChangeList changes={same.map(({ path, after: now }) => ({ path, after: now }))} />
            </details>
          ) : null}
          <details>
            <summary className="hit w-max rounded-sm py-1 text-ink-2 hover:text-ink">Raw JSON</summary>
            <div className="mt-2 grid gap-4">
              <RawState label="Before" state={before} />
              <RawState label="After" state={after} />
            </div>
          </details>
        </div>
      )}
    </Card>
  );
}
