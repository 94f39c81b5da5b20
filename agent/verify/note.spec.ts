import { UsageProblem } from './flaw.js';
import { openCheckpoint, readKey } from './note.js';

/** The key and note that the format's reference implementation publishes. */
const KEY = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW';
const NOTE =
  "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n" +
  '\n— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n';

describe('signed notes', () => {
  it('verifies the published note, which then turns out to be no checkpoint', () => {
    const key = readKey(KEY);
    expect([key.name, key.id]).toEqual(['PeterNeumann', 'c74f20a3']);
    expect(() => openCheckpoint(NOTE, [key])).toThrow('does not state an origin, a size and a root');
    expect(() => openCheckpoint(NOTE.replace('answer', 'Answer'), [key])).toThrow(
      'does not match the checkpoint',
    );
    expect(() => openCheckpoint(NOTE.replace('x08g', 'x08h'), [key])).toThrow(
      'is not signed by the key PeterNeumann',
    );
    expect(() => openCheckpoint(NOTE.replace('AM=\n', 'AN=\n'), [key])).toThrow('malformed signature');
    expect(() => openCheckpoint(NOTE.trimEnd(), [key])).toThrow('not a signed note');
  });

  it.each([
    '',
    'x',
    KEY.slice(1),
    KEY.replace('c74f20a3', 'c74f20a4'),
    KEY.replace('ARpc', 'AhpC'),
    `${KEY} `,
  ])('refuses the key %p', (text) => expect(() => readKey(text)).toThrow(UsageProblem));
});
