import { realpath } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import type { PermissionRuleInput, RuntimeHookInput } from '../../schema/generated/types.js';
import { fieldsOf, listOf } from '../runtimes/fields.js';
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

/** What is read of the state file: the rest of it is none of ours, some of it secret. */
interface State {
  readonly file: SettingsFile | null;
  readonly projects: Readonly<Record<string, unknown>>;
}

/** The settings files of a configuration folder of Claude Code and of the projects it knows, and what they say. */
export async function claudeSettings(
  place: RuntimePlace,
  machine: Machine,
): Promise<{ files: SettingsFile[]; facts: SettingsFacts }> {
  const root = place.root;
  const state = await stateOf(root, machine);
  const projects = await projectRoots(Object.keys(state.projects));
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
  if (state.file !== null) files.push(state.file);
  const facts = factsOf(files, stateLayers(state));
  return { files, facts: { ...facts, problems: tooManyProjects(Object.keys(state.projects)) } };
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

/** Beside the usual folder, inside of any other. Of it only servers and what is allowed in projects are kept. */
async function stateOf(root: string, { home, rootOf }: Machine): Promise<State> {
  const usual = await realpath(join(home, '.claude')).catch(() => null);
  const path = join(usual === root ? home : root, '.claude.json');
  const file = await readSettingsFile({
    ...{ scope: 'USER', path, project: null, format: 'JSON', root: rootOf(root), isPartial: true },
  });
  if (file === null) return { file, projects: {} };
  const projects = Object.entries(fieldsOf(file.fields.projects)).filter(([project]) => isAbsolute(project));
  const kept = { mcpServers: file.fields.mcpServers };
  return { file: { ...file, fields: kept }, projects: Object.fromEntries(projects) };
}

/** What the state file says of single projects, as settings of theirs. */
function stateLayers({ projects }: State): Layer[] {
  return Object.entries(projects).map(([project, value]) => {
    const { allowedTools, mcpServers, enabledMcpjsonServers, disabledMcpjsonServers } = fieldsOf(value);
    const fields = {
      permissions: { allow: allowedTools },
      mcpServers,
      enabledMcpjsonServers,
      disabledMcpjsonServers,
    };
    return { scope: 'LOCAL', project: toldText(project), fields };
  });
}

function factsOf(files: readonly SettingsFile[], ofProjects: readonly Layer[]): SettingsFacts {
  const layers = [...files.map(layerOf), ...ofProjects];
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
