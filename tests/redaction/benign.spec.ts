import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { redact } from '../../agent/content/redaction/redact.js';

const packages = join(import.meta.dirname, '../../node_modules');
const isText = /\.(?:[cm]?[jt]sx?|md|json|css|html|ya?ml)$/;
const megabytes = 20;
/** As long as the text of one entry. */
const pieceCharacters = 65_536;

/** Code, documents and settings written by thousands of people, none of which holds a live secret, in one fixed order. */
function* benignPieces(): Iterable<string> {
  let left = megabytes * 1_000_000;
  for (const file of readdirSync(packages, { recursive: true, encoding: 'utf8' }).sort()) {
    if (!isText.test(file)) continue;
    const text = readText(join(packages, file));
    for (let at = 0; at < text.length && left > 0; at += pieceCharacters) {
      const piece = text.slice(at, at + pieceCharacters);
      left -= piece.length;
      yield piece;
    }
    if (left <= 0) return;
  }
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return ''; // a folder named like a file
  }
}

it('leaves what is no secret alone, at five megabytes a second', () => {
  const hits: string[] = [];
  let [characters, milliseconds] = [0, 0];
  for (const piece of benignPieces()) {
    const before = process.cpuUsage();
    const { text, count } = redact(piece);
    const { user, system } = process.cpuUsage(before);
    milliseconds += (user + system) / 1_000;
    characters += piece.length;
    if (count > 0) hits.push(text.match(/.{0,60}\[redacted:[\w-]+\].{0,20}/)?.[0] ?? '');
  }
  const perMegabyte = hits.length / (characters / 1_000_000);
  expect(characters).toBeGreaterThanOrEqual(megabytes * 1_000_000);
  expect(perMegabyte <= 0.5 ? [] : hits).toEqual([]);
  expect(characters / 1_000 / milliseconds).toBeGreaterThanOrEqual(5);
});
