import type { ReactNode } from 'react';
import type { Tone } from './tone';

interface StatusDotProps {
  tone: Tone;
  /** The state in a word or two; required, the dot alone says nothing. */
  children: ReactNode;
  /** Rings gently while something is under way. */
  pulsing?: boolean;
}

/** A dot and a word, for states in tables and headers. Filled when settled, hollow for neutral. */
export function StatusDot({ tone, children, pulsing }: StatusDotProps) {
  return (
    <span data-tone={tone} className="inline-flex min-w-0 items-center gap-2">
      <span className="relative grid size-2 shrink-0 place-items-center" aria-hidden="true">
        {pulsing ? (
          <span className="absolute size-2 animate-ping rounded-full bg-tone-solid opacity-60" />
        ) : null}
        <span
          className={`size-2 rounded-full ${tone === 'neutral' ? 'border-[1.5px] border-tone-solid' : 'bg-tone-solid'}`}
        />
      </span>
      <span className="truncate text-ink">{children}</span>
    </span>
  );
}
