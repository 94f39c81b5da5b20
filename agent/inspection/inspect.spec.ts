import { createHash } from 'node:crypto';
import { rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { canonical, type Json } from '../verify/canonical.js';
import { inspectRuntime } from './inspect.js';
import { command, SettingsHome } from './settings-home.fixture.js';

let at: SettingsHome;
beforeEach(() => {
  at = new SettingsHome();
});
afterEach(() => at.remove());

const claude = () => at.inspected('CLAUDE_CODE', '.claude');
const codex = () => at.inspected('CODEX', '.codex');

describe('an inspection', () => {
  it('has the digest of the canonical JSON of its facts, whatever the order in the files', async () => {
    const hooks = { Stop: [{ hooks: [command('a')] }], PreToolUse: [{ hooks: [command('b')] }] };
    at.atHome('.claude/settings.json', { hooks, permissions: { allow: ['A', 'B'] } });
    const { digest, sources, ...facts } = await claude();
    const text = canonical(facts as unknown as Json)!;
    expect(digest).toBe(createHash('sha256').update(text).digest('hex'));
    at.atHome('.claude/settings.json', {
      permissions: { allow: ['B', 'A', 'A'] },
      theme: 'dark',
      hooks: { PreToolUse: hooks.PreToolUse, Stop: hooks.Stop },
    });
    const again = await claude();
    expect(again.digest).toBe(digest);
    expect(again.sources[0]!.sha256).not.toBe(sources[0]!.sha256);
    at.atHome('.claude/settings.json', { hooks });
    expect((await claude()).digest).not.toBe(digest);
  });

  it('tells of files it cannot understand by their path and line, and repeats nothing of them', async () => {
    at.atHome('.claude/settings.json', '{ "env": { "TOKEN": "poison" }, }');
    at.atHome('.codex/config.toml', 'model = "x"\nkey = poison poison');
    at.atHome('.hermes/config.yaml', 'a: [poison\nb: }');
    const all = [await claude(), await codex(), await at.inspected('HERMES', '.hermes')];
    expect(all.map(({ problems }) => problems)).toEqual([
      [expect.stringMatching(/settings\.json: it is no valid JSON, so no setting in it holds\.$/)],
      [expect.stringMatching(/config\.toml: it is no valid TOML \(line 2\)/)],
      [expect.stringMatching(/config\.yaml: it is no valid YAML \(line 2\)/)],
    ]);
    expect(JSON.stringify(all)).not.toContain('poison');
    for (const odd of ['[]', '"text"', 'null', '', '['.repeat(500_000)]) {
      at.atHome('.claude/settings.json', odd);
      expect((await claude()).problems).toHaveLength(1);
    }
  });

  it('takes nothing but the shapes it knows', async () => {
    const odd = [null, 1, 'x', [], {}, [[]], [{ hooks: 1 }], [{ hooks: [null, 2, {}] }], { __proto__: 1 }];
    for (const value of odd) {
      at.atHome('.claude/settings.json', {
        ...{ model: value, env: value, permissions: value, hooks: { PreToolUse: value, Stop: value } },
        ...{ mcpServers: { a: value }, apiKeyHelper: value },
      });
      expect((await claude()).digest).toMatch(/^[0-9a-f]{64}$/);
    }
  });

  it('stays within its bounds and says so', async () => {
    const allow = Array.from({ length: 900 }, (_, n) => `Bash(${n} ${'x'.repeat(600)})`);
    at.atHome('.claude/settings.json', { permissions: { allow } });
    const told = await claude();
    expect(told.rules.length).toBeLessThanOrEqual(500);
    expect(JSON.stringify(told).length).toBeLessThan(150_000);
    expect(told.problems).toEqual(['There are more rules than are told.']);
    at.atHome('.claude/settings.json', JSON.stringify({ a: 'x'.repeat(1024 * 1024) }));
    expect((await claude()).problems).toEqual([expect.stringContaining('larger than 1 MiB')]);
  });

  it('follows no link out of the home folder, and none to a file of credentials', async () => {
    const outside = join(at.etc, 'outside.json');
    at.write(outside, { model: 'poison' });
    at.atHome('.claude/.credentials.json', { model: 'poison' });
    const link = join(at.home, '.claude/settings.json');
    for (const [target, why] of [
      [outside, 'outside of the folder'],
      [join(at.home, '.claude/.credentials.json'), 'file of credentials'],
    ] as const) {
      rmSync(link, { force: true });
      symlinkSync(target, link);
      const told = await claude();
      expect(told).toMatchObject({ model: null, sources: [] });
      expect(told.problems).toEqual([expect.stringContaining(why)]);
    }
    rmSync(link);
    at.atHome('dotfiles/claude.json', { model: 'mine' });
    symlinkSync(join(at.home, 'dotfiles/claude.json'), link);
    expect(await claude()).toMatchObject({ model: 'mine', problems: [] });
  });

  it('is empty where there are no settings, and none of a runtime that has none', async () => {
    expect(await claude()).toMatchObject({ hooks: [], sources: [], problems: [], model: null });
    const place = { kind: 'OPENCLAW' as const, key: 'k', root: at.home, location: '~', label: 'x' };
    expect(await inspectRuntime(place, { home: at.home, variables: {} }, [], [at.etc])).toBeNull();
  });
});
