interface ProgressBarProps {
  /** What is progressing, for screen readers. */
  label: string;
  /** Between 0 and 1. */
  share: number;
  /** What the bar says, in words. */
  words: string;
}

/** How far something is, as a thin bar under its words. */
export function ProgressBar({ label, share, words }: ProgressBarProps) {
  const percent = Math.floor(Math.min(1, Math.max(0, share)) * 100);
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuenow={percent}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuetext={words}
      data-tone="blue"
      className="grid gap-1"
    >
      <span className="figures text-meta text-ink-2">{words}</span>
      <span className="block h-0.75 overflow-hidden rounded-full bg-pressed" aria-hidden="true">
        <span
          className="block h-full origin-left rounded-full bg-tone-solid transition-transform duration-150"
          style={{ transform: `scaleX(${percent / 100})` }}
        />
      </span>
    </div>
  );
}
