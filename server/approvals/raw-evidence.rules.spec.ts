import { rawEvidence } from './raw-evidence.rules.js';

it('keeps what a gateway sent, up to 512 KiB', () => {
  expect(JSON.parse(rawEvidence({ id: 'a', more: [1] }))).toEqual({ id: 'a', more: [1] });
  expect(rawEvidence('x'.repeat(500_000))).toHaveLength(500_002);
});

it('keeps size and digest of what is larger', () => {
  expect(JSON.parse(rawEvidence({ junk: 'x'.repeat(10_000_000) }))).toEqual({
    notKept: 'What the gateway sent is too large to keep: 10000011 characters.',
    sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
  });
});
