import { appendFileSync, mkdtempSync, realpathSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import type { TailCursor } from './cursor.js';
import { tailFile } from './tail-file.js';

const root = realpathSync(mkdtempSync(join(tmpdir(), 'tail-splits-')));
const MAX_LINE = 200;
let count = 0;

const line = fc.oneof(
  { weight: 6, arbitrary: fc.uint8Array({ maxLength: 60 }) },
  { weight: 1, arbitrary: fc.uint8Array({ minLength: 150, maxLength: 500 }) },
);
const content = fc
  .tuple(fc.array(line, { maxLength: 30 }), fc.uint8Array({ maxLength: 300 }))
  .map(([lines, rest]) => {
    const clean = [...lines, rest].map((bytes) =>
      Buffer.from(bytes.map((byte) => (byte === 10 ? 11 : byte))),
    );
    return Buffer.concat(
      clean.flatMap((bytes, index) => (index === 0 ? [bytes] : [Buffer.from('\n'), bytes])),
    );
  });

const expectedLines = (bytes: Buffer) =>
  bytes
    .toString('latin1')
    .split('\n')
    .slice(0, -1)
    .filter((text) => text.length > 0 && text.length <= MAX_LINE);

describe('tailing in pieces', () => {
  it('gives the same lines however a file grows and whatever the budgets and chunks are', async () => {
    await fc.assert(
      fc.asyncProperty(
        content,
        fc.array(fc.nat(2_000), { maxLength: 6 }),
        fc.record({
          budgetBytes: fc.integer({ min: 1, max: 400 }),
          chunkBytes: fc.integer({ min: 1, max: 300 }),
        }),
        async (bytes, cuts, sizes) => {
          const path = join(root, `${count++}.jsonl`);
          writeFileSync(path, '');
          const lines: string[] = [];
          let cursor: TailCursor | null = null;
          const ends = [...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length].sort((a, b) => a - b);
          let from = 0;
          for (const end of ends) {
            appendFileSync(path, bytes.subarray(from, end));
            from = end;
            for (let more = true; more;) {
              const result = await tailFile(
                { root, path, packed: false },
                cursor,
                {
                  begin: (change) => expect(['new', 'append']).toContain(change),
                  line: (part) => lines.push(part.toString('latin1')),
                },
                { maxLineBytes: MAX_LINE, ...sizes },
              );
              cursor = result?.cursor ?? null;
              more = result?.more ?? false;
            }
          }
          expect(lines).toEqual(expectedLines(bytes));
        },
      ),
      { numRuns: 200 },
    );
  });
});
