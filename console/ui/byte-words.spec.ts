import { byteWords } from './byte-words';

describe('sizes', () => {
  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [1_000, '1 kB'],
    [143_400, '143 kB'],
    [999_600, '1 MB'],
    [1_240_000_000, '1.2 GB'],
    [5e15, '5000 TB'],
  ])('%d bytes are %s', (bytes, words) => expect(byteWords(bytes)).toBe(words));
});
