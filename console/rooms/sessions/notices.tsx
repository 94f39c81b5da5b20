import { SeenText } from '../../ui/seen-text';
import { EntryMarks } from './entry-marks';
import { EntryText } from './entry-text';
import { Fold } from '../../ui/fold';
import type { PlacedEntry } from './timeline-blocks';

interface NoticesProps {
  all: readonly PlacedEntry[];
  open: boolean;
}

/** What the runtime wrote down besides: hooks, attachments, notes. Folded, as it is rarely what one looks for. */
export function Notices({ all, open }: NoticesProps) {
  return (
    <div className="px-3">
      <Fold
        open={open}
        summary={
          <span className="text-meta">
            {all.length === 1 ? 'A note of the runtime' : `${all.length} notes of the runtime`}
          </span>
        }
      >
        {() =>
          all.map((placed) => (
            <div key={placed.entry.id} className="group grid gap-1">
              <span className="flex flex-wrap items-baseline justify-between gap-x-3 text-meta text-ink-2">
                <span className="mono">
                  <SeenText text={placed.entry.toolName ?? 'note'} />
                </span>
                <EntryMarks placed={placed} />
              </span>
              <EntryText entry={placed.entry} label="Note" look="code" foldAfter={1_000} />
            </div>
          ))
        }
      </Fold>
    </div>
  );
}
