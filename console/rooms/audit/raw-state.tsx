import { ActionText } from '../../ui/action-text';
import { Button } from '../../ui/button';
import { markInvisible } from '../../ui/mark-invisible';
import { useCopy } from '../../ui/use-copy';

/** A recorded state as JSON, to read and to copy; nothing where nothing was recorded. */
export function RawState({ label, state }: { label: string; state: unknown }) {
  const { copied, failed, copy } = useCopy();
  if (state === null || state === undefined) return null;
  const text = JSON.stringify(state, null, 2);
  return (
    <div className="grid gap-1">
      <div className="flex items-center justify-between gap-3 text-meta text-ink-2">
        <h3>{label}</h3>
        <Button
          look="ghost"
          size="small"
          className="-mr-2"
          icon={copied ? 'check' : 'copy'}
          onClick={() => void copy(text)}
        >
          <span aria-live="polite">{copied ? 'Copied' : failed ? 'Select and copy' : 'Copy'}</span>
        </Button>
      </div>
      <ActionText label={`${label}, as JSON`} segments={markInvisible(text)} />
    </div>
  );
}
