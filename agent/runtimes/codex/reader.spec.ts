import { cpSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SessionUsageInput } from '../../../schema/generated/types.js';
import type { RuntimePlace } from '../reading.js';
import { codexReader } from './reader.js';

const fixtures = join(import.meta.dirname, 'fixtures');
const now = () => Date.parse('2026-11-23T00:00:00Z');
const reader = codexReader(now);
const everything = { bytes: 1e9 };

const placeOf = (root: string): RuntimePlace => ({
  kind: 'CODEX',
  key: `CODEX:${root}`,
  root,
  location: '~/.codex',
  label: 'Codex ~/.codex',
});

/** A copy that a test may change. */
function homeFrom(name: string): string {
  const home = mkdtempSync(join(tmpdir(), 'codex-home-'));
  cpSync(join(fixtures, name), home, { recursive: true });
  return home;
}

const tokens = (usages: readonly SessionUsageInput[]) =>
  usages.reduce((sum, usage) => sum + usage.input + usage.cacheRead + usage.cacheWrite + usage.output, 0);

describe('Codex reader', () => {
  it('counts tokens as ccusage does, thread by thread', async () => {
    const reading = await reader.read(placeOf(homeFrom('home')), {}, everything);
    const { sessions } = JSON.parse(
      readFileSync(join(fixtures, 'ccusage-20.0.24-codex-session.json'), 'utf8'),
    ) as { sessions: { sessionFile: string; totalTokens: number }[] };
    expect(tokens(reading.usages)).toBe(81_697);
    for (const { sessionFile, totalTokens } of sessions) {
      const thread = sessionFile.slice(-36);
      const own = reading.usages.filter((usage) => usage.sessionExternalId === thread);
      expect([thread, tokens(own)]).toEqual([thread, totalTokens]);
    }
    expect(reading.problems).toEqual([]);
    expect(reading.backlogBytes).toBe(0);
  });

  it('counts rollouts of 0.98 by the growth of their totals', async () => {
    const reading = await reader.read(placeOf(homeFrom('home-0.98.0')), {}, everything);
    expect(tokens(reading.usages)).toBe(2_114);
  });
});
