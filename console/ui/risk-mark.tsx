import type { Tone } from './tone';

export type Risk = 'LOW' | 'MEDIUM' | 'HIGH' | 'CRITICAL';

const looks: Record<Risk, { word: string; bars: number; tone: Tone }> = {
  LOW: { word: 'Low', bars: 1, tone: 'neutral' },
  MEDIUM: { word: 'Medium', bars: 2, tone: 'neutral' },
  HIGH: { word: 'High', bars: 3, tone: 'amber' },
  CRITICAL: { word: 'Critical', bars: 4, tone: 'red' },
};

/** How risky something is: four rising bars and the word. `after` follows the word, for example "risk". */
export function RiskMark({ risk, after = '' }: { risk: Risk; after?: string }) {
  const { word, bars, tone } = looks[risk];
  return (
    <span data-tone={tone} className="inline-flex shrink-0 items-center gap-1.5 text-tone-ink">
      <svg viewBox="0 0 14 12" width="14" height="12" aria-hidden="true">
        {[0, 1, 2, 3].map((bar) => (
          <rect
            key={bar}
            x={bar * 3.75}
            y={8 - bar * 2.5}
            width="2.5"
            height={4 + bar * 2.5}
            rx="0.75"
            fill="currentColor"
            opacity={bar < bars ? 1 : 0.25}
          />
        ))}
      </svg>
      <span className={bars > 2 ? 'font-medium' : ''}>
        {word}
        {after ? ` ${after}` : ''}
      </span>
    </span>
  );
}
