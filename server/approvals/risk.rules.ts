import { hiddenCharacters } from './text-segments.rules.js';

export type RiskLevel = 'LOW' | 'MEDIUM' | 'HIGH' | 'CRITICAL';

export interface RiskReason {
  rule: string;
  level: RiskLevel;
  words: string;
}

export interface RiskSubject {
  kind: string;
  tool: string;
  action: string;
  cwd: string | null;
  severity: string | null;
  warnings: readonly string[];
}

interface CommandRule {
  rule: string;
  level: RiskLevel;
  words: string;
  /** Linear-time expressions over one command of the line. */
  pattern: RegExp;
}

const levels: readonly RiskLevel[] = ['LOW', 'MEDIUM', 'HIGH', 'CRITICAL'];
/** How far into a text rules look; what is longer is raised for its length alone. */
const examined = 128 * 1024;
/** Rules see a text in overlapping windows: some expressions cost the square of the length they see. */
const windowLength = 2048;
const overlap = 512;
const longText = 8 * 1024;

const rules: readonly CommandRule[] = [
  {
    rule: 'delete-root',
    level: 'CRITICAL',
    words: 'Deletes a whole root, home or system folder.',
    pattern:
      /\brm\s+(?:-\S+\s+)*(?:--no-preserve-root\s+)?["']?(?:\/|\/\*|~|~\/|\$HOME|\/(?:etc|usr|var|bin|lib|home|root|boot))\/?\*?["']?(?:\s|$)/,
  },
  {
    rule: 'disk-write',
    level: 'CRITICAL',
    words: 'Writes straight to a disk or formats one.',
    pattern: /\bmkfs(?:\.\w+)?\b|\bdd\b[^|;&]*\bof=\/dev\/|>\s*\/dev\/(?:sd|nvme|vd|disk)/,
  },
  {
    rule: 'pipe-to-shell',
    level: 'CRITICAL',
    words: 'Runs what it downloads without anybody seeing it.',
    pattern:
      /\b(?:curl|wget)\b[^;&]*\|\s*(?:sudo\s+)?(?:ba|z|da|k)?sh\b|\b(?:ba|z)?sh\s+-c\s+["']?\$\((?:curl|wget)\b|\b(?:ba|z)?sh\s+<\((?:curl|wget)\b/,
  },
  {
    rule: 'encoded-command',
    level: 'CRITICAL',
    words: 'Decodes hidden text and runs it.',
    pattern: /\bbase64\s+(?:-d|--decode|-D)\b[^;&]*\|\s*(?:ba|z|da)?sh\b|\beval\s+["']?\$\([^)]*base64/,
  },
  {
    rule: 'fork-bomb',
    level: 'CRITICAL',
    words: 'Starts copies of itself without end.',
    pattern: /:\s*\(\s*\)\s*\{\s*:\s*\|\s*:/,
  },
  {
    rule: 'credentials',
    level: 'HIGH',
    words: 'Reads or moves keys, tokens or password files.',
    pattern:
      /(?:^|[\s"'=/])(?:\.env(?:\.\w+)?|id_(?:rsa|ed25519|ecdsa)|\.aws\/credentials|\.netrc|\.npmrc|\.pgpass|\.kube\/config|\/etc\/shadow|\.ssh\/)/,
  },
  {
    rule: 'delete-recursive',
    level: 'HIGH',
    words: 'Deletes folders with all they hold.',
    pattern: /\brm\s+(?:-\S+\s+)*-\w*[rR]\w*\b|\bfind\b[^|;&]*\s-delete\b|\bgit\s+clean\s+-\w*f/,
  },
  {
    rule: 'privilege',
    level: 'HIGH',
    words: 'Runs with more rights than the agent has.',
    pattern: /(?:^|[\s;&|(])(?:sudo|doas|su|pkexec)\s/,
  },
  {
    rule: 'force-push',
    level: 'HIGH',
    words: 'Rewrites history that others share.',
    pattern: /\bgit\s+push\b[^|;&]*(?:\s--force\b|\s-f\b|\s\+\S+:)|\bgit\s+reset\s+--hard\b/,
  },
  {
    rule: 'cluster-or-cloud',
    level: 'HIGH',
    words: 'Changes a cluster or a cloud account.',
    pattern:
      /\bkubectl\s+(?:delete|apply|exec|scale|drain)\b|\bterraform\s+(?:apply|destroy)\b|\bhelm\s+(?:install|upgrade|uninstall)\b|\baws\s+\S+\s+(?:delete|terminate|put|create)/,
  },
  {
    rule: 'database-drop',
    level: 'HIGH',
    words: 'Drops or empties database tables.',
    pattern: /\b(?:drop\s+(?:table|database|schema)|truncate\s+table|delete\s+from)\b/i,
  },
  {
    rule: 'permissions',
    level: 'HIGH',
    words: 'Opens files to others or changes their owner.',
    pattern: /\bchmod\s+(?:-R\s+)?(?:0?777|a\+rwx|[ug]\+s)|\bchown\s+-R\b/,
  },
  {
    rule: 'upload',
    level: 'HIGH',
    words: 'Sends local data to another machine.',
    pattern:
      /\bcurl\b[^|;&]*\s(?:-d|--data\S*|-F|--form|-T|--upload-file)\b|\b(?:scp|rsync|sftp|nc|ncat|socat)\s/,
  },
  {
    rule: 'persistence',
    level: 'HIGH',
    words: 'Makes something run again later or at login.',
    pattern:
      /\bcrontab\b|\bsystemctl\s+enable\b|>>?\s*~?\/?\S*\.(?:bashrc|zshrc|profile|bash_profile)\b|authorized_keys/,
  },
  {
    rule: 'shutdown',
    level: 'HIGH',
    words: 'Stops the machine or kills processes of others.',
    pattern: /(?:^|[\s;&|])(?:shutdown|reboot|halt|poweroff)\b|\bkill(?:all)?\s+-9\b|\bpkill\b/,
  },
  {
    rule: 'install',
    level: 'MEDIUM',
    words: 'Installs software, which may run scripts of strangers.',
    pattern:
      /\b(?:npm|pnpm|yarn|bun)\s+(?:i|install|add|ci)\b|\bnpx\s|\bpip3?\s+install\b|\b(?:apt|apt-get|brew|dnf|yum|apk)\s+(?:-\S+\s+)*(?:install|add)\b|\bcargo\s+install\b/,
  },
  {
    rule: 'network',
    level: 'MEDIUM',
    words: 'Talks to the network.',
    pattern: /(?:^|[\s;&|(])(?:curl|wget|ssh|git\s+(?:push|pull|fetch|clone))\b/,
  },
  {
    rule: 'container',
    level: 'MEDIUM',
    words: 'Runs or changes containers.',
    pattern: /\b(?:docker|podman)\s+(?:run|exec|rm|rmi|build|compose|system)\b/,
  },
  {
    rule: 'write',
    level: 'MEDIUM',
    words: 'Changes files.',
    pattern:
      /(?:^|[^<>&\d])>>?\s*[^\s&]|(?:^|[\s;&|(])(?:rm|mv|cp|tee|touch|mkdir|sed\s+-i|truncate|ln|install|git\s+(?:commit|checkout|merge|rebase|apply|add|stash))\b/,
  },
  {
    rule: 'interpreter',
    level: 'MEDIUM',
    words: 'Runs a script whose contents are not shown here.',
    pattern: /(?:^|[\s;&|(])(?:python3?|node|ruby|perl|php|deno|tsx|ba?sh|zsh)\s+(?!-[vV]\b|--version\b)\S/,
  },
];

const harmless =
  /^\s*(?:ls|pwd|date|whoami|id|uname|echo|printf|cat|head|tail|wc|which|type|stat|file|du|df|env|true|sleep|uptime|hostname|git\s+(?:status|log|diff|show|branch)|rg|grep|find)\b[^;&|><`$]*$/;

/** Why a request is as risky as it is: every rule that saw something, worst first. Never empty. */
export function assessRisk(subject: RiskSubject): { level: RiskLevel; reasons: RiskReason[] } {
  const reasons = [...hiddenReasons(subject), ...commandReasons(subject), ...gatewayReasons(subject)].sort(
    (a, b) => levels.indexOf(b.level) - levels.indexOf(a.level),
  );
  if (reasons.length === 0) reasons.push(fallback(subject));
  return { level: reasons[0]!.level, reasons };
}

/** Position of a level, for comparing: LOW 0 … CRITICAL 3. */
export function riskRank(level: RiskLevel): number {
  return levels.indexOf(level);
}

function hiddenReasons(subject: RiskSubject): RiskReason[] {
  const found: RiskReason[] = [];
  const hidden = hiddenCharacters(subject.action);
  if (hidden.length > 0) {
    found.push({
      rule: 'hidden-characters',
      level: 'HIGH',
      words: `Holds characters a person cannot see: ${hidden.join(', ')}.`,
    });
  }
  if (subject.action.length > longText) {
    found.push({
      rule: 'very-long',
      level: 'HIGH',
      words: `Is ${subject.action.length} characters long; read it to its end.`,
    });
  }
  return found;
}

function commandReasons(subject: RiskSubject): RiskReason[] {
  if (subject.kind !== 'exec') return [];
  const windows = windowsOf(subject.action.slice(0, examined));
  return rules
    .filter(({ pattern }) => windows.some((text) => pattern.test(text)))
    .map(({ rule, level, words }) => ({ rule, level, words }));
}

function windowsOf(text: string): string[] {
  const windows: string[] = [];
  for (let at = 0; at === 0 || at + overlap < text.length; at += windowLength - overlap) {
    windows.push(text.slice(at, at + windowLength));
  }
  return windows;
}

function gatewayReasons(subject: RiskSubject): RiskReason[] {
  const found: RiskReason[] = subject.warnings.map((words) => ({
    rule: 'gateway-warning',
    level: 'MEDIUM',
    words: `The gateway warns: ${words.slice(0, 300)}`,
  }));
  const severity = subject.severity?.toLowerCase();
  if (severity === 'critical')
    found.push({ rule: 'plugin-severity', level: 'CRITICAL', words: 'The plugin calls it critical.' });
  if (severity === 'warning')
    found.push({ rule: 'plugin-severity', level: 'MEDIUM', words: 'The plugin calls it a warning.' });
  return found;
}

function fallback(subject: RiskSubject): RiskReason {
  if (subject.kind === 'exec' && subject.action.length <= windowLength && harmless.test(subject.action)) {
    return { rule: 'reads-only', level: 'LOW', words: 'A single command known to only read.' };
  }
  if (subject.kind !== 'exec' && subject.severity?.toLowerCase() === 'info') {
    return { rule: 'plugin-severity', level: 'LOW', words: 'The plugin calls it information.' };
  }
  return {
    rule: 'unknown',
    level: 'MEDIUM',
    words: 'No rule knows this action, so it is not taken for harmless.',
  };
}
