import type { RiskLevel } from './risk-level.js';

/** What one expression sees in a command line, and what a person is told about it. */
export interface CommandRule {
  rule: string;
  level: RiskLevel;
  words: string;
  /** Linear-time expressions over one command of the line. */
  pattern: RegExp;
}

/** What shell commands are known to do, worst first. */
export const commandRisks: readonly CommandRule[] = [
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
