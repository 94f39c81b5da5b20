import type { ContentPolicy } from '../../schema/generated/types.js';
import type { RawEntry, Reading } from '../runtimes/reading.js';
import { batchesOf, halves, sizeOf } from './batches.js';

const entry = (at: number, text: string): RawEntry => ({
  sessionExternalId: 's',
  key: `k${at}`,
  position: at,
  kind: 'MESSAGE',
  role: 'USER',
  text,
  digest: '0'.repeat(64),
  isError: false,
});
const reading = (texts: readonly string[]): Reading => ({
  sessions: [{ externalId: 's', relation: 'MAIN', status: 'IDLE', sourceGone: false }],
  entries: texts.map((text, at) => entry(at, text)),
  usages: [],
  cursor: {},
  problems: [],
  backlogBytes: 0,
});
const full = (): ContentPolicy => 'FULL';
const bytesOf = (value: unknown) => Buffer.byteLength(JSON.stringify(value));

describe('batches of a reading', () => {
  it('are in order, complete, and as large as the server takes at most', () => {
    const texts = Array.from({ length: 2_500 }, (_, at) => `${at} ${'x'.repeat(at % 700)}`);
    const batches = [...batchesOf(reading(texts), full)];
    expect(batches.flatMap(({ entries }) => entries.map(({ text }) => text))).toEqual(texts);
    for (const batch of batches) {
      expect(batch.entries.length).toBeLessThanOrEqual(1_000);
      expect(bytesOf(batch)).toBeLessThan(250_000);
    }
  });

  it('cut a text that would not fit in a request, and say how long it was', () => {
    const texts = ['\u0001'.repeat(65_536), '語'.repeat(65_536), '😀'.repeat(40_000)];
    const batches = [...batchesOf(reading(texts), full)];
    const entries = batches.flatMap((batch) => batch.entries);
    expect(entries.map(({ textLength }) => textLength)).toEqual(texts.map(({ length }) => length));
    for (const batch of batches) expect(bytesOf(batch)).toBeLessThan(250_000);
    for (const { text } of entries) expect(text?.length).toBeGreaterThan(30_000);
  });

  it('obey the policy of the moment', () => {
    let asked = 0;
    const stricter = (): ContentPolicy | null => (asked++ < 3 ? 'FULL' : 'METADATA');
    const texts = batchTexts(batchesOf(reading(['a', 'b', 'c', 'd']), stricter));
    expect(texts).toEqual(['a', 'b', null, null]);
    let left = 3;
    expect(batchTexts(batchesOf(reading(['a', 'b', 'c']), () => (left-- > 0 ? 'FULL' : null)))).toEqual([
      'a',
      'b',
    ]);
  });

  it('halve without loss until one record is left', () => {
    const [batch] = [...batchesOf(reading(['a', 'b', 'c']), full)];
    const [left, right] = halves(batch!);
    expect(sizeOf(left) + sizeOf(right)).toBe(sizeOf(batch!));
    expect([...left.entries, ...right.entries]).toEqual(batch!.entries);
    expect(sizeOf(left)).toBeLessThan(sizeOf(batch!));
  });
});

const batchTexts = (batches: ReturnType<typeof batchesOf>) =>
  [...batches].flatMap(({ entries }) => entries.map(({ text }) => text));
