import { join } from 'node:path';
import type { PermissionRuleInput, RuntimeHookInput } from '../../schema/generated/types.js';
import { listOf } from '../runtimes/fields.js';
import type { RuntimePlace } from '../runtimes/reading.js';
import type { SettingsFacts } from './facts.js';
import { hooksOf, programOf } from './hooks.js';
import type { Machine } from './machine.js';
import { layerOf, modesOf, strongest, valueAt, type Layer } from './layers.js';
import { mcpServersOf } from './mcp-servers.js';
import { projectRoots, tooManyProjects } from './projects.js';
import { readSettingsFile, type SettingsFile, type SettingsPlace } from './settings-file.js';
import { toldNames, toldText } from './told-text.js';

const modes = [
  ...['permissions.defaultMode', 'permissions.disableBypassPermissionsMode', 'permissions.disableAutoMode'],
  ...[
    'disableAllHooks',
    'allowManagedHooksOnly',
    'allowManagedPermissionRulesOnly',
    'allowManagedMcpServersOnly',
  ],
  ...['enableAllProjectMcpServers', 'skipDangerousModePermissionPrompt', 'disableSkillShellExecution'],
  ...['sandbox.enabled', 'sandbox.autoAllowBashIfSandboxed', 'sandbox.allowUnsandboxedCommands'],
];
const programs = [
  'apiKeyHelper',
  'awsAuthRefresh',
  'awsCredentialExport',
  'otelHeadersHelper',
  'statusLine.command',
];
const effects = { allow: 'ALLOW', ask: 'ASK', deny: 'DENY' } as const;

/**
 * The settings files of a configuration folder of Claude Code and of the folders its sessions worked in, and what they say.
 * Its state file `.claude.json` may hold credentials and is never opened: servers and permissions that a person gave there
 * are not told.
 */
export async function claudeSettings(
  place: RuntimePlace,
  machine: Machine,
): Promise<{ files: SettingsFile[]; facts: SettingsFacts }> {
  const root = place.root;
  const projects = await projectRoots(machine.workFolders);
  const found = await Promise.all([
    ...machine.systemFolders.map((folder) => readSettingsFile(managed(folder, 'managed-settings.json'))),
    ...machine.systemFolders.map((folder) => readSettingsFile(managed(folder, 'managed-mcp.json'))),
    ...projects.map((project) =>
      readSettingsFile(inProject(project, 'LOCAL', '.claude/settings.local.json')),
    ),
    ...projects.map((project) => readSettingsFile(inProject(project, 'PROJECT', '.claude/settings.json'))),
    ...projects.map((project) => readSettingsFile(inProject(project, 'PROJECT', '.mcp.json'))),
    readSettingsFile({
      ...{ scope: 'USER', path: join(root, 'settings.json'), project: null, format: 'JSON' },
      root: machine.rootOf(root),
    }),
  ]);
  const own = join(root, 'settings.json');
  // A home folder that is a project too has one file for both.
  const files = found
    .filter((file) => file !== null)
    .filter(({ place: { path, scope } }) => scope === 'USER' || path !== own);
  return { files, facts: { ...factsOf(files), problems: tooManyProjects(machine.workFolders) } };
}

const managed = (folder: string, name: string): SettingsPlace => ({
  ...{
    scope: 'MANAGED',
    path: join(folder, 'claude-code', name),
    project: null,
    format: 'JSON',
    root: folder,
  },
});

const inProject = (project: string, scope: 'LOCAL' | 'PROJECT', name: string): SettingsPlace => ({
  ...{ scope, path: join(project, name), project, format: 'JSON', root: project },
});

function factsOf(files: readonly SettingsFile[]): SettingsFacts {
  const layers = files.map(layerOf);
  const isManagedOnly =
    strongest(
      layers.filter(({ scope }) => scope === 'MANAGED'),
      'allowManagedPermissionRulesOnly',
    ) === true;
  return {
    model: toldText(strongest(layers, 'model'), 200),
    environment: [...new Set(layers.flatMap(({ fields }) => toldNames(fields.env)))],
    permissionModes: modesOf(layers, modes),
    rules: layers.flatMap((layer) => rulesOf(layer, !isManagedOnly || layer.scope === 'MANAGED')),
    hooks: layers.flatMap((layer) => calledBy(layer, layers)),
    mcpServers: layers.flatMap((layer) =>
      mcpServersOf(layer.fields.mcpServers, layer, serverRule(layer, layers)),
    ),
    problems: [],
  };
}

function rulesOf({ scope, project, fields }: Layer, inForce: boolean): PermissionRuleInput[] {
  return Object.entries(effects).flatMap(([list, effect]) =>
    listOf(valueAt(fields, `permissions.${list}`))
      .map((rule) => toldText(rule))
      .filter((pattern) => pattern !== null)
      .map((pattern) => ({ effect, pattern, scope, project, inForce })),
  );
}

function calledBy(layer: Layer, layers: readonly Layer[]): RuntimeHookInput[] {
  return [
    ...hooksOf(layer.fields.hooks, layer, areCalled(layer, layers)),
    ...programs.flatMap((name) => programOf(name, valueAt(layer.fields, name), layer)),
  ];
}

/** Whether hooks of this layer are called: who is stronger, or the project itself, may switch them off. */
function areCalled({ scope, project }: Layer, layers: readonly Layer[]): boolean {
  const says = (name: string, among: readonly Layer[]) => among.some(({ fields }) => fields[name] === true);
  const managers = layers.filter((layer) => layer.scope === 'MANAGED');
  if (scope === 'MANAGED') return !says('disableAllHooks', managers);
  if (says('allowManagedHooksOnly', managers)) return false;
  return !says(
    'disableAllHooks',
    layers.filter((layer) => layer.project === null || layer.project === project),
  );
}

/** Servers of a project's `.mcp.json` are used once a person agreed to them. */
function serverRule({ scope, project }: Layer, layers: readonly Layer[]): (name: string) => boolean {
  if (scope !== 'PROJECT') return () => true;
  const near = layers.filter((layer) => layer.project === null || layer.project === project);
  const named = (list: string, name: string) =>
    near.some(({ fields }) => listOf(fields[list]).includes(name));
  const all = near.some(({ fields }) => fields.enableAllProjectMcpServers === true);
  return (name) => !named('disabledMcpjsonServers', name) && (all || named('enabledMcpjsonServers', name));
}
