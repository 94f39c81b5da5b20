import { checkpointOf, fullExport, partialExport, sampleLog } from './sample-export.js';
import { VerifyCli } from './verify-cli.js';

const cli = new VerifyCli();
afterAll(() => cli.remove());

describe('an export written by the server verifies through the CLI', () => {
  it('says in sentences what the whole log is and where the key came from', () => {
    const log = sampleLog(20);
    const path = cli.write(fullExport(log, [0, 7, 13]));
    const { code, out, err } = cli.verify(path);
    expect([code, err]).toEqual([0, '']);
    expect(out.split('\n')).toEqual([
      `OK: ${path} is intact.`,
      'Organisation org-1, log butler.example/org-1, exported 2026-11-22T09:00:00.000Z.',
      'The whole log: events 1 to 20, none missing.',
      expect.stringMatching(/^4 checkpoints are signed by butler\.example\+[0-9a-f]{8}\.$/),
      expect.stringContaining('The key came from the file itself'),
      expect.stringMatching(/^Key fingerprint \(SHA-256\): [0-9a-f]{64}$/),
      '',
    ]);
    expect(cli.verify(path, '--key', log.verifierKey).out).toContain('The key is the one you gave.');
  });

  it('says what part a filtered export is', () => {
    const log = sampleLog(20);
    const { code, out } = cli.verify(cli.write(partialExport(log, [3, 7, 20], [5, 19])));
    expect(code).toBe(0);
    expect(out).toContain(
      'Part of the log: 3 events between 1 and 20 of 20, filtered by {"type":"approval.decided"}. ' +
        'Whether the filter left any out cannot be shown.',
    );
  });

  it('prints one JSON object on request', () => {
    const log = sampleLog(9, { org: 'ørg', erased: [4] });
    const { code, out } = cli.verify(cli.write(fullExport(log)), '--json');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      ok: true,
      organization: 'ørg',
      events: 9,
      erased: 1,
      checkpoints: 1,
      key: { verifierKey: log.verifierKey, pinned: false },
    });
  });

  it.each([0, 1, 2, 3, 31, 32, 33, 100])('verifies a log of %i events, whole and in part', (size) => {
    const log = sampleLog(size);
    const half = Math.floor(size / 2);
    expect(cli.problemOf(fullExport(log, [half]))).toBeNull();
    expect(cli.problemOf(partialExport(log, size === 0 ? [] : [1, size].slice(0, size)))).toBeNull();
    expect(cli.problemOf(partialExport(log, []))).toBeNull();
  });

  it('still verifies when payloads were erased, and says how many', () => {
    const log = sampleLog(12, { erased: [2, 3, 11] });
    expect(cli.verify(cli.write(fullExport(log))).out).toContain(
      '3 payloads were erased; the events still verify.',
    );
    expect(cli.problemOf(partialExport(log, [1, 2, 3]))).toBeNull();
  });

  it('agrees with every outside checkpoint of the same history', () => {
    const log = sampleLog(33);
    const words = Array.from({ length: 34 }, (_, size) =>
      cli.write(checkpointOf(log, size), `checkpoint-${size}`),
    );
    const flags = words.flatMap((path) => ['--checkpoint', path]);
    const { code, out } = cli.verify(cli.write(fullExport(log, [10])), '--key', log.verifierKey, ...flags);
    expect([code, out]).toEqual([0, expect.stringContaining('34 outside checkpoints agree with it.')]);
    const one = ['--checkpoint', cli.write(checkpointOf(log, 7), 'seven')];
    expect(cli.problemOf(partialExport(log, [3], [7]), ...one)).toBeNull();
  });

  it('accepts a checkpoint with signatures of witnesses, and a second pinned key', () => {
    const log = sampleLog(5);
    const other = sampleLog(5, { org: 'org-2' });
    const note = checkpointOf(log, 5);
    const witnessed =
      note +
      checkpointOf({ ...log, signer: other.signer }, 5)
        .split('\n')
        .slice(-2)
        .join('\n');
    const flags = ['--key', other.verifierKey, '--key', log.verifierKey];
    expect(
      cli.problemOf(fullExport(log), ...flags, '--checkpoint', cli.write(witnessed, 'witnessed')),
    ).toBeNull();
  });
});
