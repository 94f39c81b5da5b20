import { join } from 'node:path';
import { command, SettingsHome } from './settings-home.fixture.js';

let at: SettingsHome;
beforeEach(() => {
  at = new SettingsHome();
});
afterEach(() => at.remove());

const everywhere = { scope: 'USER', project: null };
const managed = { scope: 'MANAGED', project: null };

describe('settings of Claude Code', () => {
  it('are the strongest of each: managed, then a project’s, then the user’s', async () => {
    const project = join(at.home, 'work');
    at.write(join(at.etc, 'claude-code/managed-settings.json'), {
      permissions: { deny: ['Read(./.env)'], disableBypassPermissionsMode: 'disable' },
      hooks: { PreToolUse: [{ matcher: 'Bash', hooks: [command('/opt/gate --check')] }] },
    });
    at.atHome('.claude/settings.json', {
      model: 'claude-opus-5',
      permissions: { defaultMode: 'acceptEdits', allow: ['Bash(npm test:*)'], ask: ['WebFetch'] },
      env: { ANTHROPIC_AUTH_TOKEN: 'quite-secret-value' },
      hooks: { PostToolUse: [{ hooks: [{ type: 'http', url: 'https://u:pw@hooks.example/x?token=abc' }] }] },
      apiKeyHelper: '/usr/bin/get-key --token hunter2hunter2',
    });
    at.write(join(project, '.claude/settings.json'), {
      permissions: { defaultMode: 'bypassPermissions' },
      disableAllHooks: true,
    });
    at.write(join(project, '.claude/settings.local.json'), {
      permissions: { defaultMode: 'plan', allow: ['Edit'] },
      enabledMcpjsonServers: ['shop'],
    });
    at.write(join(project, '.mcp.json'), { mcpServers: { shop: { command: 'npx', args: ['shop-mcp'] } } });
    at.write(join(at.etc, 'claude-code/managed-mcp.json'), {
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
    // Never opened: it may hold credentials.
    at.atHome('.claude.json', {
      primaryApiKey: 'sk-ant-very-secret',
      mcpServers: { secret: { command: 'x' } },
    });
    const told = await at.inspected('CLAUDE_CODE', '.claude', [project]);
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
        ...{ withheld: ['Authorization'], ...managed, inForce: true },
      },
      {
        ...{ name: 'local', transport: 'stdio', target: 'node srv.js --api-key [withheld] --port=1' },
        ...{ withheld: ['TOKEN'], ...managed, inForce: true },
      },
      {
        ...{ name: 'shop', transport: 'stdio', target: 'npx shop-mcp' },
        ...{ withheld: [], ...here, inForce: true },
      },
    ]);
    expect(told.sources.map(({ scope, sha256 }) => [scope, sha256?.length ?? null])).toEqual([
      ...[
        ['MANAGED', 64],
        ['MANAGED', 64],
        ['LOCAL', 64],
        ['PROJECT', 64],
        ['PROJECT', 64],
        ['USER', 64],
      ],
    ]);
    expect(JSON.stringify(told)).not.toMatch(/quite-secret|very-secret|s3cr3t|abcd1234|hunter2|:pw@|key=abc/);
  });

  it('say which hooks and rules stronger settings set aside', async () => {
    const hooks = { Stop: [{ hooks: [command('true')] }] };
    at.atHome('.claude/settings.json', { hooks, permissions: { allow: ['Bash'] } });
    expect((await at.inspected('CLAUDE_CODE', '.claude')).hooks[0]).toMatchObject({
      event: 'Stop',
      inForce: true,
    });
    at.write(join(at.etc, 'claude-code/managed-settings.json'), {
      allowManagedHooksOnly: true,
      allowManagedPermissionRulesOnly: true,
    });
    const told = await at.inspected('CLAUDE_CODE', '.claude');
    expect([told.hooks[0]!.inForce, told.rules[0]!.inForce]).toEqual([false, false]);
    at.write(join(at.etc, 'claude-code/managed-settings.json'), {});
    at.atHome('.claude/settings.json', { hooks, disableAllHooks: true });
    expect((await at.inspected('CLAUDE_CODE', '.claude')).hooks[0]).toMatchObject({ inForce: false });
  });

  it('use a server of a project only once somebody agreed to it', async () => {
    const project = join(at.home, 'p');
    at.write(join(project, '.mcp.json'), { mcpServers: { a: { command: 'a' }, b: { command: 'b' } } });
    const inForce = async () =>
      (await at.inspected('CLAUDE_CODE', '.claude', [project])).mcpServers
        .filter((one) => one.inForce)
        .map((one) => one.name);
    expect(await inForce()).toEqual([]);
    at.atHome('.claude/settings.json', { enableAllProjectMcpServers: true, disabledMcpjsonServers: ['b'] });
    expect(await inForce()).toEqual(['a']);
  });
});
