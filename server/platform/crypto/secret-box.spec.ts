import fc from 'fast-check';
import { MasterKey } from './master-key.js';
import { SecretBox, SecretBoxError, type SecretPlace } from './secret-box.js';

const oldKey = new MasterKey(Buffer.alloc(32, 1));
const newKey = new MasterKey(Buffer.alloc(32, 2));
const box = new SecretBox({ current: oldKey, previous: [] });
const rotated = new SecretBox({ current: newKey, previous: [oldKey] });
const PLACE: SecretPlace = { table: 'connectors', column: 'token', rowId: 'row-1', org: 'org-1' };

describe('secret box', () => {
  it('opens what it sealed, at its place, and shows none of it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (secret) => {
        const sealed = box.seal(secret, PLACE);
        expect(box.open(sealed, PLACE)).toBe(secret);
        expect(sealed).toMatch(/^cb1\.[0-9a-f]{8}\.[\w-]{16}\.[\w-]*\.[\w-]{22}$/);
        expect(box.seal(secret, PLACE)).not.toBe(sealed);
      }),
      { numRuns: 300, seed: 1 },
    );
  });

  it('refuses a secret moved to another table, column, row or organisation', () => {
    const sealed = box.seal('hunter2', PLACE);
    for (const part of ['table', 'column', 'rowId', 'org'] as const) {
      expect(codeOf(() => box.open(sealed, { ...PLACE, [part]: 'elsewhere' }))).toBe('refused');
    }
    // Parts may not flow into one another either.
    const moved = { ...PLACE, table: 'connectors","x":"', column: 'token' };
    expect(codeOf(() => box.open(sealed, moved))).toBe('refused');
  });

  it('refuses a sealed text with any one character changed, added or removed', () => {
    const sealed = box.seal('a secret of some length', PLACE);
    fc.assert(
      fc.property(
        fc.nat(sealed.length - 1),
        fc.string({ minLength: 1, maxLength: 1 }),
        fc.nat(2),
        (at, other, kind) => {
          const changed =
            sealed.slice(0, at) + (kind === 2 ? '' : other) + sealed.slice(kind === 0 ? at : at + 1);
          fc.pre(changed !== sealed);
          expect(() => box.open(changed, PLACE)).toThrow(SecretBoxError);
        },
      ),
      { numRuns: 3_000, seed: 2 },
    );
  });

  it('says when the key is missing, and when a key of the same id is another key', () => {
    const sealed = rotated.seal('x', PLACE);
    expect(codeOf(() => box.open(sealed, PLACE))).toBe('unknown-key');
    const forged = sealed.replace(newKey.id, oldKey.id);
    expect(codeOf(() => box.open(forged, PLACE))).toBe('refused');
    expect(codeOf(() => box.open('plain text', PLACE))).toBe('malformed');
  });

  it('opens older secrets after a rotation and reseals them once', () => {
    const sealed = box.seal('x', PLACE);
    expect(rotated.open(sealed, PLACE)).toBe('x');
    const resealed = rotated.reseal(sealed, PLACE);
    expect(resealed.split('.')[1]).toBe(newKey.id);
    expect(rotated.reseal(resealed, PLACE)).toBe(resealed);
    expect(new SecretBox({ current: newKey, previous: [] }).open(resealed, PLACE)).toBe('x');
  });
});

function codeOf(action: () => unknown): string | null {
  try {
    action();
    return null;
  } catch (error) {
    return error instanceof SecretBoxError ? error.code : String(error);
  }
}
