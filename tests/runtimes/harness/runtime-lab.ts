import { chmod } from 'node:fs/promises';
import path from 'node:path';
import { cacheFolder, exists, installOnce, npmInstall } from '../../labs/npm-lab.js';

/** The releases the suite proves against. */
export const releases = { claude: '2.1.330', codex: '0.169.0', ccusage: '20.0.24' } as const;

const platform = `${process.platform}-${process.arch}`;

/** Where the real programs are. */
export interface RuntimeLab {
  claude: string;
  codex: string;
  /** Counts tokens of transcripts by code that is not ours. */
  ccusage: string;
}

/**
 * The real Claude Code and Codex, and ccusage as an oracle; installed on first use (about 770 MB) into a cache folder
 * outside the project, or taken from CLAWBUTLER_RUNTIME_LAB. Install scripts are never run.
 */
export async function runtimeLab(): Promise<RuntimeLab> {
  const named = `runtime-lab-${releases.claude}-${releases.codex}-${releases.ccusage}`;
  const folder = process.env.CLAWBUTLER_RUNTIME_LAB ?? path.join(cacheFolder(), named);
  if (!(await labIn(folder))) await installOnce(folder, fill);
  const lab = await labIn(folder);
  if (!lab) throw new Error(`Not all runtimes are in ${folder}. Remove that folder and try again.`);
  return lab;
}

/** The native packages by themselves: what wraps them wants another Node than ours, or a script at install. */
async function fill(draft: string): Promise<void> {
  await npmInstall(
    draft,
    `@anthropic-ai/claude-code-${platform}@${releases.claude}`,
    `@openai/codex@${releases.codex}`,
    `ccusage@${releases.ccusage}`,
  );
  // Its install script would do no more than this.
  await chmod(path.join(draft, 'node_modules', `@ccusage/ccusage-${platform}`, 'bin', 'ccusage'), 0o755);
}

async function labIn(folder: string): Promise<RuntimeLab | null> {
  const modules = path.join(folder, 'node_modules');
  const vendor = path.join(modules, `@openai/codex-${platform}`, 'vendor');
  const lab = {
    claude: path.join(modules, `@anthropic-ai/claude-code-${platform}`, 'claude'),
    codex: path.join(vendor, codexTarget(), 'bin', 'codex'),
    ccusage: path.join(modules, `@ccusage/ccusage-${platform}`, 'bin', 'ccusage'),
  };
  for (const program of Object.values(lab)) if (!(await exists(program))) return null;
  return lab;
}

function codexTarget(): string {
  const cpu = process.arch === 'arm64' ? 'aarch64' : 'x86_64';
  return process.platform === 'darwin' ? `${cpu}-apple-darwin` : `${cpu}-unknown-linux-musl`;
}
