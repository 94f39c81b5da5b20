import { redact } from '../../agent/content/redaction/redact.js';
import { benignMegabytes, benignPieces } from './benign-text.js';

it('leaves what is no secret alone', () => {
  const hits: string[] = [];
  let characters = 0;
  for (const piece of benignPieces()) {
    const { text, count } = redact(piece);
    characters += piece.length;
    if (count > 0) hits.push(text.match(/.{0,60}\[redacted:[\w-]+\].{0,20}/)?.[0] ?? '');
  }
  const perMegabyte = hits.length / (characters / 1_000_000);
  expect(characters).toBeGreaterThanOrEqual(benignMegabytes * 1_000_000);
  expect(perMegabyte <= 0.5 ? [] : hits).toEqual([]);
});
