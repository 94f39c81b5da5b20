import type { EntryLineFragment } from '../../graphql/generated/documents';
import { blocksOf, entriesOf, leadOf, type PlacedEntry } from './timeline-blocks';

let count = 0;
function entry(kind: EntryLineFragment['kind'], toolCallId: string | null = null): PlacedEntry {
  count += 1;
  const nothing = { role: null, at: null, text: null, toolName: null, model: null, usage: null };
  const told = { textLength: 0, withheld: false, redactions: 0, digest: '', isError: false };
  return {
    entry: { id: `e${count}`, kind, toolCallId, ...nothing, ...told } as EntryLineFragment,
    before: null,
  };
}
const kinds = (entries: readonly PlacedEntry[]) => blocksOf(entries).map(({ kind }) => kind);

describe('a timeline in blocks', () => {
  it('puts a result to its call, also when others come between', () => {
    const [one, two] = [entry('TOOL_CALL', 'a'), entry('TOOL_CALL', 'b')];
    const [first, second] = [entry('TOOL_RESULT', 'b'), entry('TOOL_RESULT', 'a')];
    expect(blocksOf([one, two, entry('MESSAGE'), first, second])).toMatchObject([
      { kind: 'tool', call: one, result: second },
      { kind: 'tool', call: two, result: first },
      { kind: 'message' },
    ]);
  });

  it('shows a result whose call is not there, and a second result of one call, by themselves', () => {
    const again = entry('TOOL_RESULT', 'a');
    const blocks = blocksOf([
      entry('TOOL_RESULT', 'x'),
      entry('TOOL_RESULT'),
      entry('TOOL_CALL', 'a'),
      entry('TOOL_RESULT', 'a'),
      again,
    ]);
    expect(blocks).toHaveLength(4);
    expect(blocks.at(-1)).toEqual({ kind: 'tool', call: null, result: again });
    expect(blocks.map(leadOf).every(Boolean)).toBe(true);
  });

  it('folds notices that follow one another, and only those', () => {
    const blocks = blocksOf([entry('NOTICE'), entry('NOTICE'), entry('MESSAGE'), entry('NOTICE')]);
    expect(blocks.map((block) => entriesOf(block).length)).toEqual([2, 1, 1]);
  });

  it('leaves nothing out', () => {
    const all = ['MESSAGE', 'REASONING', 'DECISION', 'COMPACTION', 'MODEL_SWITCH'] as const;
    expect(kinds(all.map((kind) => entry(kind)))).toEqual([
      'message',
      'reasoning',
      'decision',
      'compaction',
      'model',
    ]);
  });
});
