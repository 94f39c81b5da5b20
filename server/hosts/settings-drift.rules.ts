import type { SettingsFacts } from './runtime-inspection.rules.js';

const mostNames = 20;
const longestName = 160;

/** What an event tells of settings that changed: which kinds, and names of what came and went. */
export interface SettingsDrift {
  /** In words, for example `hooks, MCP servers`. */
  changed: string;
  added: Record<string, string[]>;
  removed: Record<string, string[]>;
}

const kinds: readonly [name: string, words: string, namesOf: (facts: SettingsFacts) => string[]][] = [
  ['model', 'model', ({ model }) => (model == null ? [] : [model])],
  ['environment', 'environment', ({ environment }) => environment],
  [
    'permissionModes',
    'permission modes',
    ({ permissionModes }) => permissionModes.map((mode) => `${mode.name} = ${mode.value}${where(mode)}`),
  ],
  [
    'rules',
    'rules',
    ({ rules }) => rules.map((rule) => `${rule.effect} ${rule.pattern}${where(rule)}${aside(rule)}`),
  ],
  [
    'hooks',
    'hooks',
    ({ hooks }) =>
      hooks.map(
        (one) => `${one.event} ${one.matcher ?? '*'}: ${one.target ?? one.type}${where(one)}${aside(one)}`,
      ),
  ],
  [
    'mcpServers',
    'MCP servers',
    ({ mcpServers }) =>
      mcpServers.map((one) => `${one.name}: ${one.target ?? one.transport}${where(one)}${aside(one)}`),
  ],
  ['problems', 'problems', ({ problems }) => problems],
];

/** How settings differ from what they were; bounded, since it goes into the log. */
export function driftOf(before: SettingsFacts, after: SettingsFacts): SettingsDrift {
  const drift: SettingsDrift & { words: string[] } = { changed: '', added: {}, removed: {}, words: [] };
  for (const [name, words, namesOf] of kinds) {
    const [was, is] = [namesOf(before), namesOf(after)];
    const [added, removed] = [without(is, was), without(was, is)];
    if (added.length > 0) drift.added[name] = bounded(added);
    if (removed.length > 0) drift.removed[name] = bounded(removed);
    if (added.length + removed.length > 0) drift.words.push(words);
  }
  const { added, removed, words } = drift;
  return { changed: words.join(', ') || 'details', added, removed };
}

function without(names: readonly string[], others: readonly string[]): string[] {
  const known = new Set(others);
  return [...new Set(names)].filter((name) => !known.has(name));
}

function bounded(names: readonly string[]): string[] {
  const told = names.slice(0, mostNames).map((name) => [...name].slice(0, longestName).join(''));
  return names.length > mostNames ? [...told, `and ${names.length - mostNames} more`] : told;
}

const where = ({ project }: { project?: string | null }) => (project == null ? '' : ` in ${project}`);
const aside = ({ inForce }: { inForce: boolean }) => (inForce ? '' : ' (set aside)');
