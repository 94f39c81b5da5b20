import { Icon } from '../../ui/icon';
import type { IconName } from '../../ui/icon-paths';
import { Divider } from './divider';
import { EntryMarks } from './entry-marks';
import { characters, EntryText } from './entry-text';
import { Fold } from '../../ui/fold';
import { Notices } from './notices';
import type { Block, PlacedEntry } from './timeline-blocks';
import { ToolItem } from './tool-item';

interface TimelineItemProps {
  block: Block;
  /** Unfolded at first. */
  open: boolean;
}

/** One block of a timeline. Everything in it was written by a runtime: text, never markup, never a link. */
export function TimelineItem({ block, open }: TimelineItemProps) {
  switch (block.kind) {
    case 'tool':
      return <ToolItem call={block.call} result={block.result} open={open} />;
    case 'notices':
      return <Notices all={block.all} open={open} />;
    case 'reasoning':
      return <Reasoning placed={block.placed} open={open} />;
    case 'compaction':
    case 'model':
      return <Divider placed={block.placed} open={open} />;
    default:
      return <Message placed={block.placed} decision={block.kind === 'decision'} />;
  }
}

interface RoleLook {
  word: string;
  icon: IconName;
}

const roles: Readonly<Record<string, RoleLook>> = {
  USER: { word: 'Person', icon: 'user' },
  ASSISTANT: { word: 'Agent', icon: 'agent' },
  SYSTEM: { word: 'System', icon: 'settings' },
  TOOL: { word: 'Tool', icon: 'terminal' },
};
const noRole: RoleLook = { word: 'Message', icon: 'message' };
const permission: RoleLook = { word: 'Permission in the runtime', icon: 'policy' };

/** What a person said stands out from what was done about it. */
function Message({ placed, decision }: { placed: PlacedEntry; decision: boolean }) {
  const { role, isError } = placed.entry;
  const { word, icon } = decision ? permission : (roles[role ?? ''] ?? noRole);
  const person = role === 'USER' && !decision;
  return (
    <div className={`group grid gap-1 rounded-md px-3 py-2 ${person ? 'border border-line bg-sunken' : ''}`}>
      <div className="flex flex-wrap items-center justify-between gap-x-3">
        <span
          data-tone={isError ? 'red' : person ? 'brand' : 'neutral'}
          className="flex items-center gap-2 font-semibold text-ink [&>svg]:text-tone-ink"
        >
          <Icon name={icon} size={14} />
          {word}
          {isError ? (decision ? ': refused' : ', failed') : ''}
        </span>
        <EntryMarks placed={placed} />
      </div>
      <div className="min-w-0 pl-5.5">
        <EntryText entry={placed.entry} label={word} look="prose" />
      </div>
    </div>
  );
}

function Reasoning({ placed, open }: { placed: PlacedEntry; open: boolean }) {
  const { textLength, withheld } = placed.entry;
  return (
    <div className="group px-3">
      <Fold
        open={open}
        summary={
          <span className="flex items-center gap-2">
            <Icon name="sparkle" size={14} className="text-icon" />
            Reasoning
            <span className="figures text-meta">
              {withheld ? `${characters(textLength)}, withheld` : characters(textLength)}
            </span>
          </span>
        }
        marks={<EntryMarks placed={placed} />}
      >
        {() => <EntryText entry={placed.entry} label="Reasoning" look="prose" />}
      </Fold>
    </div>
  );
}
