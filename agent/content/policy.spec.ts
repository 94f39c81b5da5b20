import fc from 'fast-check';
import type { ContentPolicy, SessionFactsInput } from '../../schema/generated/types.js';
import type { RawEntry } from '../runtimes/reading.js';
import { entryUnderPolicy, factsUnderPolicy, longestText } from './policy.js';

// Put together here so that no scanner of this repository takes it for a real one.
const token = `gh${'p_'}${'a1B2'.repeat(9)}`;
const password = `DB_PASSWORD=${'x7KqP2mZ'.repeat(3)}`;

const entry = (text: string | null): RawEntry => ({
  sessionExternalId: 's',
  key: 'k',
  position: 0,
  kind: 'MESSAGE',
  role: 'USER',
  text,
  digest: '0'.repeat(64),
  isError: false,
});

const facts: SessionFactsInput = {
  externalId: 's',
  relation: 'MAIN',
  status: 'IDLE',
  sourceGone: false,
  title: `Use ${token}`,
  repository: `https://x:${token}@example.com/a.git`,
  cwd: '/home/dev/project',
};

describe('content policy', () => {
  it('keeps what was said on the host under METADATA', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(entryUnderPolicy(entry(text), 'METADATA')).toMatchObject({
          text: null,
          withheld: true,
          textLength: text.length,
          redactions: 0,
        });
      }),
    );
    expect(factsUnderPolicy(facts, 'METADATA').title).toBeNull();
  });

  it('replaces secrets under REDACTED, and those with a form of their own under FULL too', () => {
    const text = `${token} and ${password}`;
    expect(entryUnderPolicy(entry(text), 'REDACTED')).toMatchObject({
      text: '[redacted:github-token] and DB_PASSWORD=[redacted:secret]',
      redactions: 2,
      textLength: text.length,
      withheld: false,
    });
    expect(entryUnderPolicy(entry(text), 'FULL')).toMatchObject({
      text: `[redacted:github-token] and ${password}`,
      redactions: 1,
    });
  });

  it.each<ContentPolicy>(['METADATA', 'REDACTED', 'FULL'])(
    'sends no secret in names of things under %s',
    (policy) => {
      const sent = factsUnderPolicy(facts, policy);
      expect(JSON.stringify(sent)).not.toContain(token);
      expect(sent.repository).toMatch(/^https:\/\/x:\[redacted:[a-z-]+\]@example\.com\/a\.git$/);
      expect(sent.cwd).toBe(facts.cwd);
      expect(JSON.stringify(entryUnderPolicy({ ...entry(null), toolName: token }, policy))).not.toContain(
        token,
      );
    },
  );

  it('cuts long texts and says how long they were', () => {
    const text = `${'a '.repeat(40_000)}😀`;
    const sent = entryUnderPolicy(entry(text), 'FULL');
    expect(sent.text === text.slice(0, longestText)).toBe(true);
    expect(sent.textLength).toBe(text.length);
    const halved = `${'a'.repeat(longestText - 1)}😀`;
    expect(entryUnderPolicy(entry(halved), 'FULL').text?.length).toBe(longestText - 1);
  });

  it('sends no part of a secret that the cut goes through', () => {
    const text = `${'a '.repeat((longestText - 20) / 2)}${token}`;
    const sent = entryUnderPolicy(entry(text), 'REDACTED');
    expect(sent.text?.length).toBeLessThanOrEqual(longestText);
    expect(sent.text).not.toContain(token.slice(0, 12));
  });

  it('has nothing to keep back of an entry without a text', () => {
    expect(entryUnderPolicy(entry(null), 'METADATA')).toMatchObject({
      text: null,
      withheld: false,
      textLength: 0,
    });
  });
});
