const signs: Record<string, string> = { enter: '↵', shift: '⇧', escape: 'Esc', up: '↑', down: '↓', alt: '⌥' };
const onApple = typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.platform);

/** Keys as drawn caps. `mod+k` is ⌘K or Ctrl K; `g a` is one after the other. Hidden where there is no keyboard. */
export function KeyHint({ keys, className = '' }: { keys: string; className?: string }) {
  return (
    <span className={`inline-flex items-center gap-0.5 touch:hidden ${className}`} aria-hidden="true">
      {keys.split(/[ +]/).map((key, index) => (
        <kbd
          key={index}
          className="inline-flex h-4.5 min-w-4.5 items-center justify-center rounded-sm border border-current/25 px-1 font-sans text-mini leading-none"
        >
          {key === 'mod'
            ? onApple
              ? '⌘'
              : 'Ctrl'
            : (signs[key] ?? (key.length === 1 ? key.toUpperCase() : key))}
        </kbd>
      ))}
    </span>
  );
}
