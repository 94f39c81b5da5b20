import { cpSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SessionUsageInput } from '../../../schema/generated/types.js';
import type { Reading, RuntimePlace } from '../reading.js';
import { claudeReader } from './reader.js';

const fixtures = join(import.meta.dirname, 'fixtures');
const now = () => Date.parse('2026-11-23T00:00:00Z');
const reader = claudeReader(now);
const everything = { bytes: 1e9 };

const placeOf = (root: string): RuntimePlace => ({
  kind: 'CLAUDE_CODE',
  key: `CLAUDE_CODE:${root}`,
  root,
  location: '~/.claude',
  label: 'Claude Code ~/.claude',
});

/** A copy that a test may change. */
function homeFrom(name: string): string {
  const home = mkdtempSync(join(tmpdir(), 'claude-home-'));
  cpSync(join(fixtures, name), home, { recursive: true });
  return home;
}

const totals = (usages: readonly SessionUsageInput[]) => ({
  inputTokens: usages.reduce((sum, usage) => sum + usage.input, 0),
  outputTokens: usages.reduce((sum, usage) => sum + usage.output, 0),
  cacheCreationTokens: usages.reduce((sum, usage) => sum + usage.cacheWrite + usage.cacheWriteLong, 0),
  cacheReadTokens: usages.reduce((sum, usage) => sum + usage.cacheRead, 0),
});

const sessionOf = (reading: Reading, externalId: string) =>
  reading.sessions.find((session) => session.externalId.startsWith(externalId));

describe('Claude Code reader', () => {
  it('counts tokens as ccusage does, each model call once', async () => {
    const expected = JSON.parse(readFileSync(join(fixtures, 'ccusage-20.0.24-totals.json'), 'utf8'));
    const reading = await reader.read(placeOf(homeFrom('home')), {}, everything);
    expect(expected).toMatchObject(totals(reading.usages));
    expect(reading.problems).toEqual([]);
    expect(reading.backlogBytes).toBe(0);
  });

  it('recognises a fork, whose copied rows and calls stay with the original', async () => {
    const reading = await reader.read(placeOf(homeFrom('home')), {}, everything);
    const original = sessionOf(reading, 'f1ebc4e9');
    const fork = sessionOf(reading, '72361588');
    expect(original).toMatchObject({
      relation: 'MAIN',
      parentExternalId: null,
      reportedCostUsdMicros: 17_258,
    });
    expect(fork).toMatchObject({ relation: 'FORK', parentExternalId: original?.externalId });
    expect(fork?.reportedCostUsdMicros).toBe(20_213 - 13_736);
    expect(Date.parse(String(fork?.bornAt))).toBeGreaterThan(Date.parse(String(original?.bornAt)));
    const own = reading.usages.filter((usage) => usage.sessionExternalId === fork?.externalId);
    expect(own).toHaveLength(2);
  });
});
