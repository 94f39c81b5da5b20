import type { Tone } from './tone';
import { passwordStrength, shortestPassword, type Strength } from './password-strength';

const words: Record<Strength, { tone: Tone; text: string }> = {
  0: { tone: 'red', text: 'Easy to guess' },
  1: { tone: 'amber', text: 'Weak' },
  2: { tone: 'blue', text: 'Fair' },
  3: { tone: 'green', text: 'Good' },
};

/** How hard a password is to guess, as three bars and a word. */
export function PasswordMeter({ password, avoid }: { password: string; avoid: readonly string[] }) {
  const strength = passwordStrength(password, avoid);
  const missing = shortestPassword - password.length;
  const { tone, text } = words[strength];
  return (
    <div data-tone={tone} className="flex items-center gap-3" role="status">
      <span className="flex flex-1 gap-1" aria-hidden="true">
        {[1, 2, 3].map((bar) => (
          <span
            key={bar}
            className={`h-1 flex-1 rounded-full ${bar <= Math.max(1, strength) ? 'bg-tone-solid' : 'bg-pressed'}`}
          />
        ))}
      </span>
      <span className="text-meta text-tone-ink">{missing > 0 ? `${missing} more characters` : text}</span>
    </div>
  );
}
