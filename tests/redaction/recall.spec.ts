import { redact, type RedactionScope } from '../../agent/content/redaction/redact.js';
import { CARRIERS, SILENT_CARRIERS } from './carriers.js';
import { Dice } from './dice.js';
import { ENCODINGS } from './encodings.js';
import { GENERIC, STRUCTURED, type SecretForm } from './secret-forms.js';

const eachForm = 12;

/** Rolls secrets of these forms, writes each down in every encoding, and counts those of which nothing is left to read. */
function recall(forms: readonly SecretForm[], scope: RedactionScope) {
  const missed: Record<string, number> = {};
  const written = forms.flatMap((form) => everyWriting(form, scope));
  for (const { name, text, pieces } of written) {
    if (!isGone(text, pieces, scope)) missed[name] = (missed[name] ?? 0) + 1;
  }
  const misses = Object.values(missed).reduce((sum, count) => sum + count, 0);
  return { total: written.length, rate: 1 - misses / written.length, missed };
}

function everyWriting(form: SecretForm, scope: RedactionScope) {
  const dice = new Dice(20_261_128 + form.name.length);
  const carriers = scope === 'all' ? CARRIERS : [...CARRIERS, ...SILENT_CARRIERS];
  return Array.from({ length: eachForm }, (_, count) => {
    const secret = form.roll(dice);
    const carrier = carriers[count % carriers.length] as (secret: string) => string;
    return ENCODINGS.map((encoding) => ({
      name: `${form.name} / ${encoding.name}`,
      ...encoding.write(carrier, secret),
    }));
  }).flat();
}

function isGone(text: string, pieces: readonly string[], scope: RedactionScope): boolean {
  const redacted = redact(text, scope);
  const left = redacted.text.replace(/\[redacted:[\w-]+\]/g, '');
  return redacted.count > 0 && pieces.every((piece) => !left.includes(piece));
}

describe('secrets in every encoding', () => {
  it('has enough of them', () => {
    expect(STRUCTURED.length).toBeGreaterThanOrEqual(45);
    expect(ENCODINGS.length).toBeGreaterThanOrEqual(12);
    expect(new Set(STRUCTURED.map(({ name }) => name)).size).toBe(STRUCTURED.length);
  });

  it('finds 98 of 100 that have a form', () => {
    const { rate, missed, total } = recall(STRUCTURED, 'structured');
    expect(total).toBeGreaterThanOrEqual(600 * ENCODINGS.length);
    expect(rate >= 0.98 ? {} : { rate, missed }).toEqual({});
  });

  it('finds 90 of 100 that only a name gives away', () => {
    const { rate, missed } = recall(GENERIC, 'all');
    expect(rate >= 0.9 ? {} : { rate, missed }).toEqual({});
  });
});
