import { join } from 'node:path';

/** A file that makes the system run the agent for this user, and what to do with it. */
export interface ServiceUnit {
  readonly path: string;
  readonly content: string;
  /** Commands that start it. */
  readonly start: readonly string[];
}

export interface UnitOptions {
  readonly platform: NodeJS.Platform;
  readonly home: string;
  /** Absolute paths. */
  readonly node: string;
  readonly program: string;
  /** Set when it is not the usual one. */
  readonly agentDirectory: string | null;
}

/** The unit for this system; null where there is no kind of unit known. */
export function serviceUnit(options: UnitOptions): ServiceUnit | null {
  if (options.platform === 'linux') return systemdUnit(options);
  return options.platform === 'darwin' ? launchdUnit(options) : null;
}

function systemdUnit({ home, node, program, agentDirectory }: UnitOptions): ServiceUnit {
  const environment =
    agentDirectory === null ? '' : `Environment=${quoted(`CLAWBUTLER_AGENT_DIR=${agentDirectory}`)}\n`;
  return {
    path: join(home, '.config', 'systemd', 'user', 'clawbutler-agent.service'),
    content: `[Unit]
Description=ClawButler host agent
After=network-online.target

[Service]
ExecStart=${quoted(node)} ${quoted(program)} run
${environment}Restart=on-failure
RestartSec=10
# A person has to do something first: starting again does not help.
RestartPreventExitStatus=78
TimeoutStopSec=45
NoNewPrivileges=true
PrivateTmp=false
MemoryMax=512M
Nice=5
StandardOutput=null

[Install]
WantedBy=default.target
`,
    start: ['systemctl --user daemon-reload', 'systemctl --user enable --now clawbutler-agent'],
  };
}

function launchdUnit({ home, node, program, agentDirectory }: UnitOptions): ServiceUnit {
  const path = join(home, 'Library', 'LaunchAgents', 'dev.clawbutler.agent.plist');
  const environment =
    agentDirectory === null
      ? ''
      : `  <key>EnvironmentVariables</key>
  <dict><key>CLAWBUTLER_AGENT_DIR</key><string>${escaped(agentDirectory)}</string></dict>
`;
  return {
    path,
    content: `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
<dict>
  <key>Label</key><string>dev.clawbutler.agent</string>
  <key>ProgramArguments</key>
  <array><string>${escaped(node)}</string><string>${escaped(program)}</string><string>run</string></array>
${environment}  <key>RunAtLoad</key><true/>
  <key>KeepAlive</key><dict><key>SuccessfulExit</key><false/></dict>
  <key>ThrottleInterval</key><integer>10</integer>
  <key>ProcessType</key><string>Background</string>
</dict>
</plist>
`,
    start: [`launchctl bootstrap gui/$(id -u) '${path.replaceAll("'", `'\\''`)}'`],
  };
}

/** One word of a systemd command line or assignment, whatever is in it. */
function quoted(word: string): string {
  const safe = word
    .replaceAll('\\', '\\\\')
    .replaceAll('"', '\\"')
    .replaceAll('%', '%%')
    .replaceAll('$', '$$$$');
  return `"${safe}"`;
}

const XML: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string) => text.replace(/[&<>"]/g, (character) => XML[character] as string);
