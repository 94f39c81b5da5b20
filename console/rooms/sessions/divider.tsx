import { Icon } from '../../ui/icon';
import { SeenText } from '../../ui/seen-text';
import { EntryMarks } from './entry-marks';
import { EntryText } from './entry-text';
import { Fold } from '../../ui/fold';
import type { PlacedEntry } from './timeline-blocks';

interface DividerProps {
  placed: PlacedEntry;
  open: boolean;
}

/** A line across: what comes after it works from another memory, or with another model. */
export function Divider({ placed, open }: DividerProps) {
  const { kind, text, withheld } = placed.entry;
  const compaction = kind === 'COMPACTION';
  return (
    <div className="group grid gap-1.5 px-3 py-1">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Icon name={compaction ? 'archive' : 'refresh'} size={14} className="text-icon" />
        <span className="text-meta font-medium text-ink-2 wrap-anywhere">
          {compaction ? 'Compacted: the agent goes on from a summary' : <Switched placed={placed} />}
        </span>
        <span className="h-px min-w-4 flex-1 bg-line-strong" aria-hidden="true" />
        <EntryMarks short placed={placed} />
      </div>
      {compaction && (text || withheld) ? (
        <Fold open={open} summary={<span className="text-meta">The summary</span>}>
          {() => <EntryText entry={placed.entry} label="Summary" look="prose" />}
        </Fold>
      ) : null}
    </div>
  );
}

function Switched({ placed: { entry } }: { placed: PlacedEntry }) {
  const to = entry.model ?? entry.text;
  if (!to) return 'Model switched';
  return (
    <>
      {'Model switched to '}
      <span className="mono">
        <SeenText text={to.slice(0, 200)} />
      </span>
    </>
  );
}
