import { askedPairing, pairingPath, readCode } from './pairing-code';

describe('codes that machines show', () => {
  it('are read whatever the case, spaces and dashes', () => {
    expect(readCode(' ab2de fghjk ')).toBe('AB2DE-FGHJK');
    expect(readCode('AB2DE-FGHJK')).toBe('AB2DE-FGHJK');
  });

  it.each(['', 'AB2DE', 'AB2DE-FGHJ0', 'AB2DE-FGHJI', 'AB2DE-FGHJKL', '<script>alert(1)</script>'])(
    'refuses %s',
    (typed) => expect(readCode(typed)).toBeNull(),
  );

  it('survive the address they are in', () => {
    const { search } = new URL(pairingPath('AB2DE-FGHJK'), 'http://localhost');
    expect(askedPairing(new URLSearchParams(search))).toEqual({
      known: true,
      code: 'AB2DE-FGHJK',
      typed: 'AB2DE-FGHJK',
    });
  });

  it('belong to a kind of thing, a host when nothing is said', () => {
    expect(askedPairing(new URLSearchParams('code=x')).known).toBe(true);
    expect(askedPairing(new URLSearchParams('kind=gateway')).known).toBe(false);
  });
});
