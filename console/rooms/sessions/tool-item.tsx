import { Badge } from '../../ui/badge';
import { FirstLine } from '../../ui/first-line';
import { Icon } from '../../ui/icon';
import { SeenText } from '../../ui/seen-text';
import { EntryMarks } from './entry-marks';
import { EntryText } from './entry-text';
import { Fold } from '../../ui/fold';
import type { PlacedEntry } from './timeline-blocks';

interface ToolItemProps {
  call: PlacedEntry | null;
  result: PlacedEntry | null;
  open: boolean;
}

/** A tool call and what came of it: one line, both whole when opened. */
export function ToolItem({ call, result, open }: ToolItemProps) {
  const name = call?.entry.toolName ?? result?.entry.toolName ?? 'tool';
  const lead = (call ?? result)!;
  return (
    <div className="group">
      <Fold
        framed
        open={open}
        summary={<Summary name={name} lead={lead} result={result} />}
        marks={<EntryMarks placed={lead} />}
      >
        {() => (
          <>
            {call ? <Part title="Asked" placed={call} label={`Call of ${name}`} /> : null}
            {result ? (
              <Part title="Result" placed={result} label={`Result of ${name}`} marked={call !== null} />
            ) : (
              <p className="text-ink-2">No result was read yet.</p>
            )}
          </>
        )}
      </Fold>
    </div>
  );
}

function Summary({ name, lead, result }: { name: string; lead: PlacedEntry; result: PlacedEntry | null }) {
  const { text, withheld } = lead.entry;
  return (
    <span className="flex min-w-0 flex-1 flex-wrap items-center gap-x-2 gap-y-0.5">
      <span className="flex max-w-full min-w-0 items-center gap-2 wide:max-w-60">
        <Icon name="terminal" size={14} className="text-icon" />
        <span className="mono truncate font-medium text-ink">
          <SeenText text={name} />
        </span>
      </span>
      <span className="min-w-0 flex-1 basis-32">
        {text ? <FirstLine text={text} /> : <span className="text-meta">{withheld ? 'withheld' : ''}</span>}
      </span>
      {result === null ? <Badge>No result</Badge> : null}
      {result?.entry.isError ? (
        <Badge tone="red" icon="x">
          Failed or refused
        </Badge>
      ) : null}
    </span>
  );
}

interface PartProps {
  title: string;
  placed: PlacedEntry;
  label: string;
  /** Its own time and link: the line above has those of the call. */
  marked?: boolean;
}

function Part({ title, placed, label, marked }: PartProps) {
  return (
    <div className="grid gap-1">
      <span className="flex flex-wrap items-baseline justify-between gap-x-3">
        <span className="text-meta font-medium text-ink-2">{title}</span>
        {marked ? <EntryMarks placed={placed} /> : null}
      </span>
      <EntryText entry={placed.entry} label={label} look="code" foldAfter={2_000} />
    </div>
  );
}
