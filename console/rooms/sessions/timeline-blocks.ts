import type { EntryLineFragment } from '../../graphql/generated/documents';

/** An entry and its place in the timeline; `before` is the cursor that a link to it reads on from, null without one. */
export interface PlacedEntry {
  entry: EntryLineFragment;
  before: string | null;
}

/** What is shown as one thing. */
export type Block =
  | { kind: 'message' | 'reasoning' | 'decision' | 'compaction' | 'model'; placed: PlacedEntry }
  /** A call with its result; either may be outside of what is loaded. */
  | { kind: 'tool'; call: PlacedEntry | null; result: PlacedEntry | null }
  /** What the runtime wrote down besides; neighbours are shown as one. */
  | { kind: 'notices'; all: readonly PlacedEntry[] };

const simple = {
  MESSAGE: 'message',
  REASONING: 'reasoning',
  DECISION: 'decision',
  COMPACTION: 'compaction',
  MODEL_SWITCH: 'model',
} as const;

/** Entries as blocks, in order. A result stands with its call, wherever between the two something else happened. */
export function blocksOf(entries: readonly PlacedEntry[]): Block[] {
  const blocks: Block[] = [];
  const open = new Map<string, Extract<Block, { kind: 'tool' }>>();
  for (const placed of entries) {
    const { kind, toolCallId } = placed.entry;
    if (kind === 'NOTICE') addNotice(blocks, placed);
    else if (kind === 'TOOL_CALL') {
      const block = { kind: 'tool' as const, call: placed, result: null };
      if (toolCallId) open.set(toolCallId, block);
      blocks.push(block);
    } else if (kind === 'TOOL_RESULT') {
      const call = toolCallId ? open.get(toolCallId) : undefined;
      if (call && !call.result) call.result = placed;
      else blocks.push({ kind: 'tool', call: null, result: placed });
    } else blocks.push({ kind: simple[kind], placed });
  }
  return blocks;
}

function addNotice(blocks: Block[], placed: PlacedEntry): void {
  const last = blocks.at(-1);
  if (last?.kind === 'notices') blocks[blocks.length - 1] = { kind: 'notices', all: [...last.all, placed] };
  else blocks.push({ kind: 'notices', all: [placed] });
}

/** The entry by which a block is known. */
export function leadOf(block: Block): PlacedEntry {
  if (block.kind === 'tool') return (block.call ?? block.result)!;
  return block.kind === 'notices' ? block.all[0]! : block.placed;
}

/** Every entry of a block. */
export function entriesOf(block: Block): readonly PlacedEntry[] {
  if (block.kind === 'notices') return block.all;
  if (block.kind === 'tool') return [block.call, block.result].filter((one) => one !== null);
  return [block.placed];
}
