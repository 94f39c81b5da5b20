import type { SettingsInForceFragment, SettingsScope } from '../../graphql/generated/documents';

/** Who settles a setting, the strongest first. */
export const scopeWords: Record<SettingsScope, string> = {
  MANAGED: 'administrator',
  LOCAL: 'one person, in a project',
  PROJECT: 'project',
  USER: 'user',
};

const counted: readonly [
  name: 'permissionModes' | 'rules' | 'hooks' | 'mcpServers',
  one: string,
  many: string,
][] = [
  ['permissionModes', 'mode', 'modes'],
  ['rules', 'rule', 'rules'],
  ['hooks', 'hook', 'hooks'],
  ['mcpServers', 'MCP server', 'MCP servers'],
];

/** What there is, in one line: `1 mode, 2 hooks`. */
export function countWords(inspection: SettingsInForceFragment): string {
  const parts = counted
    .map(([name, one, many]) => [inspection[name].length, one, many] as const)
    .filter(([count]) => count > 0)
    .map(([count, one, many]) => `${count.toLocaleString('en')} ${count === 1 ? one : many}`);
  const { length } = inspection.problems;
  if (length > 0) parts.unshift(length === 1 ? '1 problem' : `${length} problems`);
  return parts.length > 0 ? parts.join(', ') : 'nothing is set: its defaults hold';
}

/** Where a setting holds and who settled it: `user`, `project, in /src/web`. */
export function placeWords({ scope, project }: { scope: SettingsScope; project?: string | null }): string {
  return project ? `${scopeWords[scope]}, in ${project}` : scopeWords[scope];
}
