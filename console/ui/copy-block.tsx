import { Button } from './button';
import { useCopy } from './use-copy';

interface CopyBlockProps {
  /** What is copied, byte for byte; lines are kept. */
  text: string;
  /** What it is, for screen readers, for example "Pairing command". */
  label: string;
  /** Draws a prompt before each line; the prompt is not copied. */
  prompt?: boolean;
}

/** A command or secret to take away: whole, wrapped, one click to copy. */
export function CopyBlock({ text, label, prompt }: CopyBlockProps) {
  const { copied, failed, copy } = useCopy();
  return (
    <div
      className="flex items-start gap-2 rounded-md border border-line bg-sunken p-1.5 pl-3"
      role="group"
      aria-label={label}
    >
      <code className="mono min-w-0 flex-1 py-1 text-ink whitespace-pre-wrap select-all wrap-anywhere">
        {prompt ? <span className="text-ink-3 select-none">$ </span> : null}
        {text}
      </code>
      <Button size="small" look="ghost" icon={copied ? 'check' : 'copy'} onClick={() => void copy(text)}>
        <span aria-live="polite">{copied ? 'Copied' : failed ? 'Select and copy' : 'Copy'}</span>
      </Button>
    </div>
  );
}
