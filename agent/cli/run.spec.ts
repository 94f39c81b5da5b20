import { readFileSync } from 'node:fs';
import { run } from './run.js';
import { VERSION } from './version.js';

describe('command line', () => {
  it('has the version of the package', async () => {
    const manifest = JSON.parse(readFileSync(`${import.meta.dirname}/../../package.json`, 'utf8')) as {
      version: string;
    };
    expect(VERSION).toBe(manifest.version);
    expect(await call('version')).toEqual([0, `clawbutler ${VERSION}\n`, '']);
    expect(await call('--version')).toEqual(await call('version'));
  });

  it('explains itself', async () => {
    for (const words of [[], ['help'], ['--help'], ['-h']]) {
      const [code, out, err] = await call(...words);
      expect([code, err]).toEqual([0, '']);
      expect(out).toContain('clawbutler verify <export>');
    }
  });

  it.each(['verfy', '--nope', '', 'toString', '__proto__', '\x1b]0;title\x07'])(
    'has no command %p',
    async (word) => {
      const [code, out, err] = await call(word);
      expect([code, out]).toEqual([2, '']);
      expect(err).toMatch(/^There is no command "[ -~]*"\. Try: clawbutler help\n$/);
    },
  );
});

async function call(...words: string[]): Promise<[code: number, out: string, err: string]> {
  let [out, err] = ['', ''];
  const code = await run(words, { out: (text) => (out += text), err: (text) => (err += text) });
  return [code, out, err];
}
