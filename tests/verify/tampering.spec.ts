import { checkpointOf, fullExport, partialExport, sampleLog } from './sample-export.js';
import { VerifyCli } from './verify-cli.js';

const cli = new VerifyCli();
afterAll(() => cli.remove());

const SEED = 20_261_122;
const FLIPS = 2_000;

describe('tampering with an export', () => {
  const log = sampleLog(16, { erased: [9] });
  const full = fullExport(log, [7]);
  const partial = partialExport(log, [2, 3, 9, 16], [7]);

  it.each([
    ['whole', full],
    ['filtered', partial],
  ])('is detected for %s exports at 2,000 random bytes, with and without a key', (kind, lines) => {
    const bytes = Buffer.from(lines.join(''));
    const random = generator(SEED);
    let detected = 0;
    for (let round = 0; round < FLIPS; round++) {
      const at = random() % bytes.length;
      const changed = Buffer.from(bytes);
      changed[at]! ^= 1 << (random() % 8);
      const words = round % 2 === 0 ? [] : ['--key', log.verifierKey];
      if (cli.problemOf(changed, ...words) === null)
        throw new Error(`byte ${at} of the ${kind} export, seed ${SEED}`);
      detected++;
    }
    expect(detected).toBe(FLIPS);
    process.stdout.write(
      `flipped bytes of a ${kind} export: ${detected} of ${FLIPS} detected, seed ${SEED}\n`,
    );
  });

  it('is detected for every truncation at a line and at 500 random bytes', () => {
    const bytes = Buffer.from(full.join(''));
    const random = generator(SEED);
    for (let kept = 1; kept < full.length; kept++) {
      expect(cli.problemOf(full.slice(0, kept))).toBe(
        `Line ${kept}: the file ends after this line, without its footer: lines were cut off.`,
      );
    }
    for (let round = 0; round < 500; round++) {
      expect(cli.problemOf(bytes.subarray(0, random() % bytes.length))).not.toBeNull();
    }
    expect(cli.problemOf(bytes.subarray(0, -1))).toBe(
      `Line ${full.length}: the file ends in the middle of this line: it was cut off.`,
    );
  });

  it('is named by line, event and what differs', () => {
    // Line 1 is the header, event n stands on line n + 1 up to the checkpoint over 7 events on line 9.
    const at = (line: number, change: (text: string) => string) => {
      return cli.problemOf(full.map((text, index) => (index === line - 1 ? change(text) : text)));
    };
    expect(at(3, (text) => text.replace('PERSON', 'SYSTEM'))).toMatch(
      /^Line 3, event 2: the envelope is not/,
    );
    expect(at(3, (text) => text.replace('because', 'Because'))).toMatch(
      /^Line 3, event 2: the payload or its salt/,
    );
    expect(at(3, (text) => text.replace(/"chain":"[0-9a-f]{4}/, '"chain":"0123'))).toMatch(
      /^Line 3, event 2: the chain/,
    );
    expect(at(3, (text) => text.replace('org-1', 'org-2'))).toMatch(
      /^Line 3, event 2: the event belongs to .* org-2/,
    );
    expect(at(3, (text) => text.replace('{', '{ '))).toMatch(/^Line 3: the line is not in canonical form/);
    expect(at(3, (text) => text.replace('\n', '\r\n'))).toMatch(/^Line 3: the line is not in canonical form/);
    expect(at(3, (text) => text.replace('"v":1', '"v":2'))).toMatch(
      /^Line 3: the envelope does not have the fields/,
    );
    expect(at(3, (text) => text.replace('"kind":"event"', '"kind":"evil"'))).toMatch(
      /^Line 3: the event line does not/,
    );
    expect(at(3, (text) => text.slice(1))).toBe('Line 3: the line is not valid JSON.');
    expect(at(3, () => '{"kind":"other"}\n')).toMatch(/^Line 3: the line has none of the forms/);
    expect(at(3, () => '[]\n')).toBe('Line 3: the line is not a JSON object.');
    expect(at(9, (text) => text.replace('consistency":[]', `consistency":["${'0'.repeat(64)}"]`))).toMatch(
      /^Line 9: the proof does not show that this checkpoint continues none before it/,
    );
    expect(at(9, (text) => text.replace('\\n7\\n', '\\n8\\n'))).toMatch(/^Line 9: the signature of key/);
    expect(at(20, (text) => text.replace('16', '15'))).toMatch(
      /^Line 20: the footer counts 15 events, the file holds 16/,
    );
    expect(at(1, (text) => text.replace('09:00', '09:01'))).toMatch(
      /^Line 20: the header or a checkpoint line/,
    );
    expect(at(1, (text) => text.replace('.audit/1', '.audit/2'))).toMatch(
      /^Line 1: the format clawbutler.audit\/2 is not/,
    );
  });

  it('is detected when rows are dropped, repeated, swapped, inserted or moved', () => {
    const without = (line: number) => full.filter((_, index) => index !== line - 1);
    expect(cli.problemOf(without(5))).toBe('Line 5, event 5: event 4 is missing: after 3 comes 5.');
    expect(cli.problemOf(without(18))).toBe('Line 18: the checkpoint covers 16 events but stands after 15.');
    expect(cli.problemOf(without(9))).toMatch(
      /^Line 18: the proof does not show that this checkpoint continues none/,
    );
    expect(cli.problemOf(without(19))).toBe('Line 19: no checkpoint covers the last events.');
    expect(cli.problemOf([...full.slice(0, 5), full[4]!, ...full.slice(5)])).toBe(
      'Line 6, event 4: event 4 is repeated or out of order: it comes after 4.',
    );
    expect(cli.problemOf([...full.slice(0, 4), full[5]!, full[4]!, ...full.slice(6)])).toMatch(
      /^Line 5, event 5/,
    );
    expect(cli.problemOf([...full, full[3]!])).toBe('Line 21: there is more after the footer.');
    expect(cli.problemOf([full[0]!, ...full])).toMatch(/^Line 2: the line has none of the forms/);
    expect(cli.problemOf(full.slice(1))).toBe(
      'Line 1: this is not an audit export: the first line is no header.',
    );
    expect(cli.problemOf([partial[0]!, partial[3]!, ...partial.slice(1)])).toMatch(
      /^Line 2, event 2: no checkpoint over/,
    );
    expect(cli.problemOf([...partial.slice(0, 4), partial[3]!, ...partial.slice(4)])).toMatch(
      /^Line 5, event 2: .*repeated/,
    );
    expect(cli.problemOf([...partial.slice(0, 4), full[3]!, ...partial.slice(4)])).toMatch(
      /^Line 5, event 3: .*inclusion/,
    );
    expect(cli.problemOf([...full.slice(0, 2), partial[4]!, ...full.slice(3)])).toMatch(
      /^Line 3, event 3: .*chain value/,
    );
    const moved = [...partial.slice(0, 4), partial[1]!, ...partial.slice(4)];
    expect(cli.problemOf(moved)).toMatch(/^Line 5: in a partial export all checkpoints stand before/);
  });

  it('is detected when rows come from another organisation, even one of the same instance', () => {
    const other = sampleLog(16, { org: 'org-2', signer: log.signer });
    const foreign = fullExport(other, [7]);
    expect(cli.problemOf([...full.slice(0, 4), foreign[4]!, ...full.slice(5)])).toBe(
      'Line 5, event 4: the event belongs to the organisation org-2.',
    );
    expect(cli.problemOf([...full.slice(0, 8), foreign[8]!, ...full.slice(9)])).toBe(
      'Line 9: the checkpoint is about butler.example/org-2, the export about butler.example/org-1.',
    );
    expect(
      cli.problemOf([full[0]!.replaceAll('butler.example/org-1', 'butler.example/org-2'), ...full.slice(1)]),
    ).toMatch(/^Line 1: the log butler\.example\/org-2 is not one of the organisation org-1/);
  });

  it('is detected when the whole log is rewritten with correct hashes: by the key, or by an outside checkpoint', () => {
    expect(cli.problemOf(fullExport(sampleLog(16, { rewritten: 3 })), '--key', log.verifierKey)).toMatch(
      /^Line 18: the checkpoint is not signed by the key butler/,
    );
    // The worst case: whoever rewrites it has the signing key too.
    const forged = sampleLog(16, { rewritten: 3, signer: log.signer });
    expect(cli.problemOf(fullExport(forged), '--key', log.verifierKey)).toBeNull();
    const outside = ['--checkpoint', cli.write(checkpointOf(log, 10), 'outside')];
    expect(cli.problemOf(full, ...outside)).toBeNull();
    expect(cli.problemOf(fullExport(forged), ...outside)).toMatch(
      /^Line 11, event 10: the checkpoint .*outside covers other events than the first 10 of this export: history was/,
    );
    expect(cli.problemOf(partialExport(forged, [2], [10]), ...outside)).toMatch(
      /^Line 2: .* history was rewritten/,
    );
  });

  it('is detected when the log was set back, and told apart from what cannot be compared', () => {
    const shorter = { ...log, events: log.events.slice(0, 12), chains: log.chains.slice(0, 12) };
    const outside = ['--checkpoint', cli.write(checkpointOf(log, 14), 'outside')];
    expect(cli.problemOf(fullExport(shorter))).toBeNull();
    expect(cli.problemOf(fullExport(shorter), ...outside)).toMatch(
      /^Line 1: the checkpoint .*outside covers 14 events, the export only 12: events are missing or were taken back/,
    );
    expect(cli.problemOf(partial, ...outside)).toMatch(
      /over 14 events cannot be compared with this partial export/,
    );
  });
});

/** Small deterministic generator (xorshift32). */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
}
