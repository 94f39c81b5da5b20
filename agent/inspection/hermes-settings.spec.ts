import { SettingsHome } from './settings-home.fixture.js';

let at: SettingsHome;
beforeEach(() => {
  at = new SettingsHome();
});
afterEach(() => at.remove());

describe('settings of Hermes', () => {
  it('are read from the file of the home or profile', async () => {
    at.atHome(
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
    at.atHome('.hermes/.env', 'poison');
    const told = await at.inspected('HERMES', '.hermes');
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
