import { join } from 'node:path';
import { command, SettingsHome } from './settings-home.fixture.js';

let at: SettingsHome;
beforeEach(() => {
  at = new SettingsHome();
});
afterEach(() => at.remove());

describe('settings of Codex', () => {
  it('are read with the profile that is chosen, trusted projects and what is required', async () => {
    const [trusted, other] = [join(at.home, 'good'), join(at.home, 'bad')];
    at.atHome(
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
    at.write(join(trusted, '.codex/config.toml'), '[features]\nhooks = false\n');
    at.write(join(other, '.codex/config.toml'), 'approval_policy = "never"\n');
    at.write(
      join(at.etc, 'codex/requirements.toml'),
      'allowed_sandbox_modes = ["read-only", "workspace-write"]\n[[hooks.Stop]]\nhooks = [{ type = "command", command = "must" }]\n',
    );
    const told = await at.inspected('CODEX', '.codex');
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
      { name: 'web', target: 'https://mcp.example/x', withheld: ['X-Key'], inForce: false },
      { name: 'docs', transport: 'stdio', target: 'docs-mcp --stdio', withheld: ['DOCS_KEY'], inForce: true },
    ]);
    expect(JSON.stringify(told)).not.toMatch(/value-of-it|abcdefgh|auth=1/);
  });

  it('tell when Codex drops a file of hooks whole, and when hooks are off', async () => {
    at.atHome('.codex/hooks.json', { hooks: { PreToolUse: [{ hooks: [command('gate')] }] } });
    expect((await at.inspected('CODEX', '.codex')).hooks).toMatchObject([
      { event: 'PreToolUse', target: 'gate', inForce: true },
    ]);
    at.atHome('.codex/config.toml', '[features]\nhooks = false');
    expect((await at.inspected('CODEX', '.codex')).hooks).toMatchObject([{ inForce: false }]);
    const hooks = [command('gate'), { type: 'http', url: 'http://127.0.0.1/' }];
    at.atHome('.codex/hooks.json', { hooks: { PreToolUse: [{ hooks }] } });
    const told = await at.inspected('CODEX', '.codex');
    expect(told.hooks).toEqual([]);
    expect(told.problems).toEqual([expect.stringContaining('drops the whole file')]);
  });
});
