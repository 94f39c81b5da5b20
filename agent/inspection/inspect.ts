import { realpathSync } from 'node:fs';
import { sep } from 'node:path';
import type { RuntimeInspectionInput, RuntimeKind } from '../../schema/generated/types.js';
import type { HostEnvironment, RuntimePlace } from '../runtimes/reading.js';
import { claudeSettings } from './claude-settings.js';
import { codexSettings } from './codex-settings.js';
import { inspectionOf, type SettingsFacts } from './facts.js';
import { hermesSettings } from './hermes-settings.js';
import type { Machine } from './machine.js';
import type { SettingsFile } from './settings-file.js';

type Inspector = (
  place: RuntimePlace,
  machine: Machine,
) => Promise<{ files: SettingsFile[]; facts: SettingsFacts }>;

const inspectors: Readonly<Partial<Record<RuntimeKind, Inspector>>> = {
  CLAUDE_CODE: claudeSettings,
  CODEX: codexSettings,
  HERMES: hermesSettings,
};

/**
 * The settings in force of a runtime, read only. Null for a kind whose settings are not read from here. What cannot be
 * read or understood is told as a problem, never thrown.
 */
export async function inspectRuntime(
  place: RuntimePlace,
  { home }: HostEnvironment,
  workFolders: readonly string[] = [],
  systemFolders: readonly string[] = systemFoldersOf(process.platform),
): Promise<RuntimeInspectionInput | null> {
  const inspector = inspectors[place.kind];
  if (inspector === undefined) return null;
  const realHome = real(home);
  const rootOf = (folder: string) => (folder.startsWith(realHome + sep) ? realHome : folder);
  const { files, facts } = await inspector(place, { home: realHome, systemFolders, workFolders, rootOf });
  return inspectionOf(facts, files);
}

function systemFoldersOf(platform: NodeJS.Platform): readonly string[] {
  if (platform === 'win32') return [];
  return ['/etc'];
}

function real(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}
