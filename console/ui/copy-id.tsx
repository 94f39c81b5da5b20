import type { ReactNode } from 'react';
import { useCopy } from './use-copy';
import { Icon } from './icon';

interface CopyIdProps {
  id: string;
  /** What is shown when the whole id is too long; the whole id is copied. */
  shown?: ReactNode;
  /** What it identifies, for screen readers. */
  of?: string;
}

/** An id in mono; a click copies it. */
export function CopyId({ id, shown, of }: CopyIdProps) {
  const { copied, copy } = useCopy();
  return (
    <button
      type="button"
      title={copied ? 'Copied' : `Copy ${id}`}
      onClick={(event) => {
        event.stopPropagation();
        void copy(id);
      }}
      className="hit group mono inline-flex min-w-0 max-w-full items-center gap-1 rounded-sm text-ink-2 hover:text-ink"
    >
      <span className="sr-only">Copy {of ?? 'id'}</span>
      <span className="truncate">{shown ?? id}</span>
      <Icon
        name={copied ? 'check' : 'copy'}
        size={12}
        className={
          copied
            ? 'text-(--green-ink)'
            : 'text-ink-3 opacity-0 group-hover:opacity-100 group-focus-visible:opacity-100'
        }
      />
      <span role="status" className="sr-only">
        {copied ? 'Copied' : ''}
      </span>
    </button>
  );
}
