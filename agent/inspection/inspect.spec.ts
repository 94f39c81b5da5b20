import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { RuntimeInspectionInput, RuntimeKind } from '../../schema/generated/types.js';
import { canonical, type Json } from '../verify/canonical.js';
import { createHash } from 'node:crypto';
import { inspectRuntime } from './inspect.js';

let home: string;
let etc: string;
beforeEach(() => {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'clawbutler-inspect-')));
  [home, etc] = [join(root, 'home'), join(root, 'etc')];
  for (const folder of [home, etc]) mkdirSync(folder);
});
afterEach(() => rmSync(dirname(home), { recursive: true, force: true }));

function write(path: string, content: unknown): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
}
const atHome = (name: string, content: unknown) => write(join(home, name), content);

async function inspected(kind: RuntimeKind, folder: string): Promise<RuntimeInspectionInput> {
  mkdirSync(join(home, folder), { recursive: true });
  const root = join(home, folder);
  const place = { kind, key: `${kind}:${root}`, root, location: `~/${folder}`, label: folder };
  return (await inspectRuntime(place, { home, variables: {} }, [etc]))!;
}
const claude = () => inspected('CLAUDE_CODE', '.claude');
const codex = () => inspected('CODEX', '.codex');
const everywhere = { scope: 'USER', project: null };
const command = (text: string) => ({ type: 'command', command: text });

describe('settings of Claude Code', () => {
  it('are the strongest of each: managed, then a project’s, then the user’s', async () => {
    const project = join(home, 'work');
    write(join(etc, 'claude-code/managed-settings.json'), {
      permissions: { deny: ['Read(./.env)'], disableBypassPermissionsMode: 'disable' },
      hooks: { PreToolUse: [{ matcher: 'Bash', hooks: [command('/opt/gate --check')] }] },
    });
    atHome('.claude/settings.json', {
      model: 'claude-opus-5',
      permissions: { defaultMode: 'acceptEdits', allow: ['Bash(npm test:*)'], ask: ['WebFetch'] },
      env: { ANTHROPIC_AUTH_TOKEN: 'quite-secret-value' },
      hooks: { PostToolUse: [{ hooks: [{ type: 'http', url: 'https://u:pw@hooks.example/x?token=abc' }] }] },
      apiKeyHelper: '/usr/bin/get-key --token hunter2hunter2',
    });
    write(join(project, '.claude/settings.json'), {
      permissions: { defaultMode: 'bypassPermissions' },
      disableAllHooks: true,
    });
    write(join(project, '.claude/settings.local.json'), { permissions: { defaultMode: 'plan' } });
    write(join(project, '.mcp.json'), { mcpServers: { shop: { command: 'npx', args: ['shop-mcp'] } } });
    atHome('.claude.json', {
      primaryApiKey: 'sk-ant-very-secret',
      projects: { [project]: { enabledMcpjsonServers: ['shop'], allowedTools: ['Edit'] } },
      mcpServers: {
        hub: {
          type: 'http',
          url: 'https://user:pw@mcp.example/sse?key=abc',
          headers: { Authorization: 'Bearer s3cr3t' },
        },
        local: {
          command: 'node',
          args: ['srv.js', '--api-key', 'abcd1234', '--port=1'],
          env: { TOKEN: 'x' },
        },
      },
    });
    const told = await claude();
    const here = { scope: 'PROJECT', project };
    expect(told).toMatchObject({
      model: 'claude-opus-5',
      environment: ['ANTHROPIC_AUTH_TOKEN'],
      problems: [],
    });
    expect(told.permissionModes).toEqual([
      { name: 'disableAllHooks', value: 'true', ...here },
      { name: 'permissions.defaultMode', value: 'plan', scope: 'LOCAL', project },
      { name: 'permissions.defaultMode', value: 'acceptEdits', ...everywhere },
      { name: 'permissions.disableBypassPermissionsMode', value: 'disable', scope: 'MANAGED', project: null },
    ]);
    expect(told.rules.map(({ effect, pattern, scope }) => [effect, pattern, scope])).toEqual([
      ['ALLOW', 'Bash(npm test:*)', 'USER'],
      ['ALLOW', 'Edit', 'LOCAL'],
      ['ASK', 'WebFetch', 'USER'],
      ['DENY', 'Read(./.env)', 'MANAGED'],
    ]);
    expect(
      told.hooks.map(({ event, matcher, target, inForce }) => [event, matcher, target, inForce]),
    ).toEqual([
      ['PostToolUse', null, 'https://hooks.example/x', true],
      ['PreToolUse', 'Bash', '/opt/gate --check', true],
      ['apiKeyHelper', null, '/usr/bin/get-key --token [withheld]', true],
    ]);
    expect(told.mcpServers).toEqual([
      {
        ...{ name: 'hub', transport: 'http', target: 'https://mcp.example/sse' },
        ...{ withheld: ['Authorization'], ...everywhere, inForce: true },
      },
      {
        ...{ name: 'local', transport: 'stdio', target: 'node srv.js --api-key [withheld] --port=1' },
        ...{ withheld: ['TOKEN'], ...everywhere, inForce: true },
      },
      {
        ...{ name: 'shop', transport: 'stdio', target: 'npx shop-mcp' },
        ...{ withheld: [], ...here, inForce: true },
      },
    ]);
    expect(told.sources.map(({ scope, sha256 }) => [scope, sha256?.length ?? null])).toEqual([
      ...[
        ['MANAGED', 64],
        ['LOCAL', 64],
        ['PROJECT', 64],
        ['PROJECT', 64],
        ['USER', 64],
        ['USER', null],
      ],
    ]);
    expect(JSON.stringify(told)).not.toMatch(/quite-secret|very-secret|s3cr3t|abcd1234|hunter2|:pw@|key=abc/);
  });

  it('say which hooks and rules stronger settings set aside', async () => {
    const hooks = { Stop: [{ hooks: [command('true')] }] };
    atHome('.claude/settings.json', { hooks, permissions: { allow: ['Bash'] } });
    expect((await claude()).hooks[0]).toMatchObject({ event: 'Stop', inForce: true });
    write(join(etc, 'claude-code/managed-settings.json'), {
      allowManagedHooksOnly: true,
      allowManagedPermissionRulesOnly: true,
    });
    const told = await claude();
    expect([told.hooks[0]!.inForce, told.rules[0]!.inForce]).toEqual([false, false]);
    write(join(etc, 'claude-code/managed-settings.json'), {});
    atHome('.claude/settings.json', { hooks, disableAllHooks: true });
    expect((await claude()).hooks[0]).toMatchObject({ inForce: false });
  });

  it('use a server of a project only once somebody agreed to it', async () => {
    const project = join(home, 'p');
    write(join(project, '.mcp.json'), { mcpServers: { a: { command: 'a' }, b: { command: 'b' } } });
    atHome('.claude.json', { projects: { [project]: {} } });
    const inForce = async () =>
      (await claude()).mcpServers.filter((one) => one.inForce).map((one) => one.name);
    expect(await inForce()).toEqual([]);
    atHome('.claude/settings.json', { enableAllProjectMcpServers: true, disabledMcpjsonServers: ['b'] });
    expect(await inForce()).toEqual(['a']);
  });
});

describe('settings of Codex', () => {
  it('are read with the profile that is chosen, trusted projects and what is required', async () => {
    const [trusted, other] = [join(home, 'good'), join(home, 'bad')];
    atHome(
      '.codex/config.toml',
      `model = "gpt-5.5"
approval_policy = "on-request"
profile = "fast"
notify = ["/usr/bin/notify", "--token=abcdefgh"]
[profiles.fast]
approval_policy = "never"
sandbox_mode = "danger-full-access"
[shell_environment_policy.set]
SECRET_THING = "value-of-it"
[mcp_servers.docs]
command = "docs-mcp"
args = ["--stdio"]
env = { DOCS_KEY = "value-of-it" }
[mcp_servers.web]
url = "https://mcp.example/x?auth=1"
bearer_token_env_var = "WEB_TOKEN"
http_headers = { "X-Key" = "value-of-it" }
enabled = false
[[hooks.PreToolUse]]
matcher = "Bash"
hooks = [{ type = "command", command = "gate" }]
[hooks.state."x:pre_tool_use:0:0"]
trusted_hash = "sha256:00"
[projects."${trusted}"]
trust_level = "trusted"
[projects."${other}"]
trust_level = "untrusted"
`,
    );
    write(join(trusted, '.codex/config.toml'), '[features]\nhooks = false\n');
    write(join(other, '.codex/config.toml'), 'approval_policy = "never"\n');
    write(
      join(etc, 'codex/requirements.toml'),
      'allowed_sandbox_modes = ["read-only", "workspace-write"]\n[[hooks.Stop]]\nhooks = [{ type = "command", command = "must" }]\n',
    );
    const told = await codex();
    expect(told.problems).toEqual([]);
    expect(told.model).toBe('gpt-5.5');
    expect(told.environment).toEqual(['SECRET_THING']);
    expect(
      told.permissionModes.map(({ name, value, scope, project }) => [name, value, scope, project]),
    ).toEqual([
      ['allowed_sandbox_modes', 'read-only, workspace-write', 'MANAGED', null],
      ['approval_policy', 'never', 'USER', null],
      ['features.hooks', 'false', 'PROJECT', trusted],
      ['profile', 'fast', 'USER', null],
      ['sandbox_mode', 'danger-full-access', 'USER', null],
      ['trust_level', 'untrusted', 'USER', other],
      ['trust_level', 'trusted', 'USER', trusted],
    ]);
    expect(told.hooks.map(({ event, matcher, target, scope }) => [event, matcher, target, scope])).toEqual([
      ['PreToolUse', 'Bash', 'gate', 'USER'],
      ['Stop', null, 'must', 'MANAGED'],
      ['notify', null, '/usr/bin/notify --token=[withheld]', 'USER'],
    ]);
    expect(told.mcpServers).toMatchObject([
      { name: 'docs', transport: 'stdio', target: 'docs-mcp --stdio', withheld: ['DOCS_KEY'], inForce: true },
      { name: 'web', target: 'https://mcp.example/x', withheld: ['X-Key'], inForce: false },
    ]);
    expect(JSON.stringify(told)).not.toMatch(/value-of-it|abcdefgh|auth=1/);
  });

  it('tell when Codex drops a file of hooks whole, and when hooks are off', async () => {
    atHome('.codex/hooks.json', { hooks: { PreToolUse: [{ hooks: [command('gate')] }] } });
    expect((await codex()).hooks).toMatchObject([{ event: 'PreToolUse', target: 'gate', inForce: true }]);
    atHome('.codex/config.toml', '[features]\nhooks = false');
    expect((await codex()).hooks).toMatchObject([{ inForce: false }]);
    const hooks = [command('gate'), { type: 'http', url: 'http://127.0.0.1/' }];
    atHome('.codex/hooks.json', { hooks: { PreToolUse: [{ hooks }] } });
    const told = await codex();
    expect(told.hooks).toEqual([]);
    expect(told.problems).toEqual([expect.stringContaining('drops the whole file')]);
  });
});

describe('settings of Hermes', () => {
  it('are read from the file of the home or profile', async () => {
    atHome(
      '.hermes/config.yaml',
      `model: { default: hermes-5, provider: nous }
approvals: { mode: off, timeout: 300, deny: ["rm -rf *"] }
command_allowlist: ["git status"]
hooks:
  pre_tool_call:
    - { matcher: "terminal|patch", command: "gate --key s3cr3t-value", fail_closed: true }
  outbound:
    - { url: "https://h.example/in?secret=1" }
mcp_servers:
  files: { command: uvx, args: [files], env: { A_TOKEN: s3cr3t-value } }
`,
    );
    atHome('.hermes/.env', 'poison');
    const told = await inspected('HERMES', '.hermes');
    expect(told).toMatchObject({
      model: 'hermes-5',
      problems: [],
      permissionModes: [
        { name: 'approvals.mode', value: 'off' },
        { name: 'approvals.timeout', value: '300' },
      ],
      rules: [
        { effect: 'ALLOW', pattern: 'git status' },
        { effect: 'DENY', pattern: 'rm -rf *' },
      ],
      hooks: [
        { event: 'outbound', type: 'http', target: 'https://h.example/in' },
        { event: 'pre_tool_call', matcher: 'terminal|patch', target: 'gate --key [withheld]' },
      ],
      mcpServers: [{ name: 'files', target: 'uvx files', withheld: ['A_TOKEN'] }],
    });
    expect(JSON.stringify(told)).not.toMatch(/s3cr3t-value|secret=1/);
  });
});

describe('an inspection', () => {
  it('has the digest of the canonical JSON of its facts, whatever the order in the files', async () => {
    const hooks = { Stop: [{ hooks: [command('a')] }], PreToolUse: [{ hooks: [command('b')] }] };
    atHome('.claude/settings.json', { hooks, permissions: { allow: ['A', 'B'] } });
    const { digest, sources, ...facts } = await claude();
    const text = canonical(facts as unknown as Json)!;
    expect(digest).toBe(createHash('sha256').update(text).digest('hex'));
    atHome('.claude/settings.json', {
      permissions: { allow: ['B', 'A', 'A'] },
      theme: 'dark',
      hooks: { PreToolUse: hooks.PreToolUse, Stop: hooks.Stop },
    });
    const again = await claude();
    expect(again.digest).toBe(digest);
    expect(again.sources[0]!.sha256).not.toBe(sources[0]!.sha256);
    atHome('.claude/settings.json', { hooks });
    expect((await claude()).digest).not.toBe(digest);
  });

  it('tells of files it cannot understand by their path and line, and repeats nothing of them', async () => {
    atHome('.claude/settings.json', '{ "env": { "TOKEN": "poison" }, }');
    atHome('.codex/config.toml', 'model = "x"\nkey = poison poison');
    atHome('.hermes/config.yaml', 'a: [poison\nb: }');
    const all = [await claude(), await codex(), await inspected('HERMES', '.hermes')];
    expect(all.map(({ problems }) => problems)).toEqual([
      [expect.stringMatching(/settings\.json: it is no valid JSON, so no setting in it holds\.$/)],
      [expect.stringMatching(/config\.toml: it is no valid TOML \(line 2\)/)],
      [expect.stringMatching(/config\.yaml: it is no valid YAML \(line 2\)/)],
    ]);
    expect(JSON.stringify(all)).not.toContain('poison');
    for (const odd of ['[]', '"text"', 'null', '', '['.repeat(500_000)]) {
      atHome('.claude/settings.json', odd);
      expect((await claude()).problems).toHaveLength(1);
    }
  });

  it('takes nothing but the shapes it knows', async () => {
    const odd = [null, 1, 'x', [], {}, [[]], [{ hooks: 1 }], [{ hooks: [null, 2, {}] }], { __proto__: 1 }];
    for (const value of odd) {
      atHome('.claude/settings.json', {
        ...{ model: value, env: value, permissions: value, hooks: { PreToolUse: value, Stop: value } },
        ...{ mcpServers: { a: value }, apiKeyHelper: value },
      });
      atHome('.claude.json', { projects: value, mcpServers: value });
      expect((await claude()).digest).toMatch(/^[0-9a-f]{64}$/);
    }
  });

  it('stays within its bounds and says so', async () => {
    const allow = Array.from({ length: 900 }, (_, n) => `Bash(${n} ${'x'.repeat(600)})`);
    atHome('.claude/settings.json', { permissions: { allow } });
    const told = await claude();
    expect(told.rules.length).toBeLessThanOrEqual(500);
    expect(JSON.stringify(told).length).toBeLessThan(150_000);
    expect(told.problems).toEqual(['There are more rules than are told.']);
    atHome('.claude/settings.json', JSON.stringify({ a: 'x'.repeat(1024 * 1024) }));
    expect((await claude()).problems).toEqual([expect.stringContaining('larger than 1 MiB')]);
  });

  it('follows no link out of the home folder, and none to a file of credentials', async () => {
    const outside = join(etc, 'outside.json');
    write(outside, { model: 'poison' });
    atHome('.claude/.credentials.json', { model: 'poison' });
    const link = join(home, '.claude/settings.json');
    for (const [target, why] of [
      [outside, 'outside of the folder'],
      [join(home, '.claude/.credentials.json'), 'file of credentials'],
    ] as const) {
      rmSync(link, { force: true });
      symlinkSync(target, link);
      const told = await claude();
      expect(told).toMatchObject({ model: null, sources: [] });
      expect(told.problems).toEqual([expect.stringContaining(why)]);
    }
    rmSync(link);
    atHome('dotfiles/claude.json', { model: 'mine' });
    symlinkSync(join(home, 'dotfiles/claude.json'), link);
    expect(await claude()).toMatchObject({ model: 'mine', problems: [] });
  });

  it('is empty where there are no settings, and none of a runtime that has none', async () => {
    expect(await claude()).toMatchObject({ hooks: [], sources: [], problems: [], model: null });
    const place = { kind: 'OPENCLAW' as const, key: 'k', root: home, location: '~', label: 'x' };
    expect(await inspectRuntime(place, { home, variables: {} }, [etc])).toBeNull();
  });
});
