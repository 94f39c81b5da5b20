import type { EntryLineFragment } from '../../graphql/generated/documents';
import { ActionText } from '../../ui/action-text';
import { Icon } from '../../ui/icon';
import { markInvisible } from '../../ui/mark-invisible';
import { useIsErased } from './is-erased';

interface EntryTextProps {
  entry: EntryLineFragment;
  label: string;
  look: 'code' | 'prose';
  foldAfter?: number;
}

/** What an entry holds: its text as text, or why it is not here, and how long it was in any case. */
export function EntryText({ entry, label, look, foldAfter = 4_000 }: EntryTextProps) {
  const { text, textLength, withheld } = entry;
  if (withheld) return <Absent length={textLength} />;
  if (!text) return <p className="text-ink-2">No text</p>;
  return (
    <>
      <ActionText
        among
        whole
        label={label}
        look={look}
        segments={markInvisible(text)}
        foldAfter={foldAfter}
      />
      {textLength > text.length ? (
        <p className="text-meta text-ink-2">
          Cut: {text.length.toLocaleString('en')} of {characters(textLength)} were sent.
        </p>
      ) : null}
    </>
  );
}

/** The policy and erasing leave the same behind; in a session that was erased it can be either. */
function Absent({ length }: { length: number }) {
  const erased = useIsErased();
  const what = length > 0 ? characters(length) : 'Its text';
  return (
    <p className="flex items-start gap-1.5 rounded-md border border-dashed border-line-strong px-3 py-2 text-ink-2">
      <Icon name={erased ? 'trash' : 'eye-off'} size={14} className="mt-0.5 text-icon" />
      {what} {erased ? 'erased here, or withheld before' : 'withheld by the content policy'}
    </p>
  );
}

/** "1 character", "1,204 characters". */
export const characters = (count: number): string =>
  count === 1 ? '1 character' : `${count.toLocaleString('en')} characters`;
