import { createHash } from 'node:crypto';
import type {
  RuntimeInspectionInput,
  SettingsScope,
  SettingsSourceInput,
} from '../../schema/generated/types.js';
import { canonical, type Json } from '../verify/canonical.js';
import { toldPath, type SettingsFile } from './settings-file.js';

/** What an inspection says, apart from the files it comes from. */
export type SettingsFacts = Omit<RuntimeInspectionInput, 'digest' | 'sources'>;

/** Where a fact holds. */
export interface Holds {
  readonly scope: SettingsScope;
  readonly project: string | null;
}

export const mostOf = {
  environment: 100,
  permissionModes: 100,
  rules: 500,
  hooks: 200,
  mcpServers: 200,
  problems: 20,
  sources: 200,
} as const;

/** A report carries no more; what is beyond is left out, and that is said. */
const mostCharacters = 120_000;
const lists = ['environment', 'permissionModes', 'rules', 'hooks', 'mcpServers'] as const;

/** Where what a file says holds. */
export const holdsOf = ({ place: { scope, project } }: SettingsFile): Holds => ({
  scope,
  project: project === null ? null : toldPath(project),
});

/**
 * An inspection with its digest. Each fact once, in an order of their own: runtimes write their files anew in any order.
 */
export function inspectionOf(facts: SettingsFacts, files: readonly SettingsFile[]): RuntimeInspectionInput {
  const told = bounded({
    ...facts,
    problems: [...facts.problems, ...files.map(({ problem }) => problem).filter((words) => words !== null)],
  });
  const sources = files.map(({ source }) => source).filter((source) => source !== null);
  return { ...told, digest: digestOf(told), sources: sources.slice(0, mostOf.sources) };
}

/** SHA-256 over the canonical JSON of the facts, in hexadecimal. */
export function digestOf(facts: SettingsFacts): string {
  return createHash('sha256').update(textOf(facts)).digest('hex');
}

/** What tells two states of the files apart. Not their times: some are written anew all day with the same content. */
export const sourcesMark = (sources: readonly SettingsSourceInput[]): string =>
  JSON.stringify(sources.map(({ scope, path, sha256 }) => [scope, path, sha256]));

function bounded(facts: SettingsFacts): SettingsFacts {
  const beyond: string[] = [];
  const told = { ...facts };
  for (const name of lists) {
    const sorted = ordered(facts[name] as readonly unknown[]);
    if (sorted.length > mostOf[name]) beyond.push(name);
    Object.assign(told, { [name]: sorted.slice(0, mostOf[name]) });
  }
  while (textOf(told).length > mostCharacters) {
    const longest = [...lists].sort((one, other) => told[other].length - told[one].length)[0]!;
    Object.assign(told, { [longest]: told[longest].slice(0, Math.floor(told[longest].length / 2)) });
    beyond.push(longest);
  }
  const left = [...new Set(beyond)].map((name) => `There are more ${words[name]} than are told.`);
  return { ...told, problems: [...left, ...ordered(facts.problems)].slice(0, mostOf.problems) as string[] };
}

const words: Readonly<Record<string, string>> = {
  environment: 'environment variables',
  permissionModes: 'permission modes',
  rules: 'rules',
  hooks: 'hooks',
  mcpServers: 'MCP servers',
};

/** Each once, sorted by its canonical text. */
function ordered(items: readonly unknown[]): unknown[] {
  const texts = new Map(items.map((item) => [textOf(item), item]));
  return [...texts].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, item]) => item);
}

/** All texts were made well-formed and all fields are set, so there always is one. */
const textOf = (value: unknown): string => canonical(value as Json) ?? '';
