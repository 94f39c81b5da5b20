import { cpSync, mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hermesReader } from './reader.js';

const fixtures = join(import.meta.dirname, 'fixtures');
const now = () => Date.parse('2026-11-22T07:00:00Z');
const reader = hermesReader(now);
const everything = { bytes: 1e9 };

/** A copy that a test may change. */
function homeFrom(name: string): string {
  const home = mkdtempSync(join(tmpdir(), 'hermes-home-'));
  cpSync(join(fixtures, name), home, { recursive: true });
  return home;
}

const found = (folder: string) => reader.find({ home: '/nowhere', variables: { HERMES_HOME: folder } });

describe('Hermes reader', () => {
  it('finds the home and its profiles and counts tokens', async () => {
    const home = homeFrom('home');
    const places = await found(home);
    expect(places.map(({ label }) => label)).toEqual([`Hermes ${home}`, 'Hermes profile coder']);
    const reading = await reader.read(places[0]!, {}, everything);
    expect(reading.problems).toEqual([]);
    expect(reading.usages.reduce((sum, usage) => sum + usage.input, 0)).toBe(94_600);
    expect(reading.usages.reduce((sum, usage) => sum + usage.output, 0)).toBe(2_490);
    expect(readdirSync(home).sort()).toEqual(['profiles', 'state.db']);
  });
});
