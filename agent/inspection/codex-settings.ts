import { isAbsolute, join } from 'node:path';
import type { PermissionModeInput, RuntimeHookInput } from '../../schema/generated/types.js';
import { fieldsOf, listOf, type Fields } from '../runtimes/fields.js';
import type { RuntimePlace } from '../runtimes/reading.js';
import type { SettingsFacts } from './facts.js';
import { hooksOf, programOf } from './hooks.js';
import type { Machine } from './machine.js';
import { layerOf, modesOf, strongest, valueAt, type Layer } from './layers.js';
import { mcpServersOf } from './mcp-servers.js';
import { projectRoots, tooManyProjects } from './projects.js';
import { readSettingsFile, toldPath, type SettingsFile, type SettingsPlace } from './settings-file.js';
import { toldNames, toldText } from './told-text.js';

const modes = [
  ...['approval_policy', 'sandbox_mode', 'approvals_reviewer', 'features.hooks', 'web_search'],
  ...['sandbox_workspace_write.network_access', 'shell_environment_policy.inherit', 'profile'],
];
const limits = ['allowed_approval_policies', 'allowed_sandbox_modes', 'allow_managed_hooks_only'];

/** The settings files of a Codex home and of the projects it trusts, and what they say. */
export async function codexSettings(
  place: RuntimePlace,
  machine: Machine,
): Promise<{ files: SettingsFile[]; facts: SettingsFacts }> {
  const own = (name: string, format: 'TOML' | 'JSON'): SettingsPlace => ({
    ...{ scope: 'USER', path: join(place.root, name), project: null, format },
    root: machine.rootOf(place.root),
  });
  const config = await readSettingsFile(own('config.toml', 'TOML'));
  const projects = trusted(config);
  const roots = (await projectRoots(projects)).filter((root) => join(root, '.codex') !== place.root);
  const found = await Promise.all([
    ...machine.systemFolders.flatMap((folder) =>
      ['requirements.toml', 'managed_config.toml'].map((name) => readSettingsFile(managed(folder, name))),
    ),
    ...roots.flatMap((project) => [
      readSettingsFile(inProject(project, 'config.toml', 'TOML')),
      readSettingsFile(inProject(project, 'hooks.json', 'JSON')),
    ]),
  ]);
  const files = [...found, config, await readSettingsFile(own('hooks.json', 'JSON'))].filter(
    (file) => file !== null,
  );
  const checked = files.map(withoutUnknownHooks);
  return { files: checked, facts: { ...factsOf(checked), problems: tooManyProjects(projects) } };
}

const managed = (folder: string, name: string): SettingsPlace => ({
  ...{ scope: 'MANAGED', path: join(folder, 'codex', name), project: null, format: 'TOML', root: folder },
});

const inProject = (project: string, name: string, format: 'TOML' | 'JSON'): SettingsPlace => ({
  ...{ scope: 'PROJECT', path: join(project, '.codex', name), project, format, root: project },
});

/** Only of trusted projects Codex reads the settings. */
function trusted(config: SettingsFile | null): string[] {
  return Object.entries(fieldsOf(config?.fields.projects))
    .filter(([path, project]) => isAbsolute(path) && fieldsOf(project).trust_level === 'trusted')
    .map(([path]) => path);
}

/** One hook of the kind `http` and Codex drops the whole file, silently. */
function withoutUnknownHooks(file: SettingsFile): SettingsFile {
  if (file.place.format !== 'JSON') return file;
  const groups = Object.values(fieldsOf(file.fields.hooks ?? file.fields)).flatMap((event) => listOf(event));
  const kinds = groups.flatMap((group) => listOf(fieldsOf(group).hooks)).map((hook) => fieldsOf(hook).type);
  if (!kinds.includes('http')) return file;
  const problem = `${toldPath(file.place.path)}: it names a hook of the kind http, for which Codex drops the whole file: no hook in it is called.`;
  return { ...file, fields: {}, problem };
}

function factsOf(files: readonly SettingsFile[]): SettingsFacts {
  const layers = files.map(layerOf);
  const profiled = withProfile(layers);
  return {
    model: toldText(strongest(profiled, 'model'), 200),
    environment: [
      ...new Set(layers.flatMap(({ fields }) => toldNames(valueAt(fields, 'shell_environment_policy.set')))),
    ],
    permissionModes: [...modesOf(profiled, modes), ...layers.flatMap(limitsOf), ...layers.flatMap(trustOf)],
    rules: [],
    hooks: layers.flatMap((layer, at) => calledBy(layer, { layers, file: files[at]! })),
    mcpServers: layers.flatMap((layer) => mcpServersOf(layer.fields.mcp_servers, layer)),
    problems: [],
  };
}

/** The profile that is chosen stands before the settings beside it. */
function withProfile(layers: readonly Layer[]): Layer[] {
  const chosen = strongest(layers, 'profile');
  if (typeof chosen !== 'string') return [...layers];
  return layers.flatMap((layer) => {
    const profiles = fieldsOf(layer.fields.profiles);
    return Object.hasOwn(profiles, chosen)
      ? [{ ...layer, fields: fieldsOf(profiles[chosen]) }, layer]
      : [layer];
  });
}

/** What an administrator allows at most. */
function limitsOf({ scope, project, fields }: Layer): PermissionModeInput[] {
  if (scope !== 'MANAGED') return [];
  return limits.flatMap((name) => {
    const set = fields[name];
    const value = Array.isArray(set) ? set.filter((one) => typeof one === 'string').join(', ') : set;
    return value === undefined
      ? []
      : [{ name, value: toldText(String(value), 200) ?? 'none', scope, project }];
  });
}

/** Trust lets a project's own settings and hooks in. */
function trustOf({ scope, fields }: Layer): PermissionModeInput[] {
  return Object.entries(fieldsOf(fields.projects)).flatMap(([path, project]) => {
    const value = toldText(fieldsOf(project).trust_level, 40);
    return value === null ? [] : [{ name: 'trust_level', value, scope, project: toldPath(path) }];
  });
}

function calledBy(
  layer: Layer,
  { layers, file }: { layers: readonly Layer[]; file: SettingsFile },
): RuntimeHookInput[] {
  const { hooks } = layer.fields;
  // A file of hooks may hold them with or without a field around them.
  const written = hooks ?? (file.place.format === 'JSON' ? layer.fields : undefined);
  return [
    ...hooksOf(events(written), layer, areCalled(layer, layers)),
    ...programOf('notify', layer.fields.notify, layer),
  ];
}

/** Without what stands between the events: which hooks are trusted, and where managed ones are. */
function events(value: unknown): Fields {
  return Object.fromEntries(Object.entries(fieldsOf(value)).filter(([, groups]) => Array.isArray(groups)));
}

function areCalled({ scope, project }: Layer, layers: readonly Layer[]): boolean {
  if (scope === 'MANAGED') return true;
  const managers = layers.filter((layer) => layer.scope === 'MANAGED');
  if (managers.some(({ fields }) => fields.allow_managed_hooks_only === true)) return false;
  const near = layers.filter((layer) => layer.project === null || layer.project === project);
  return !near.some(({ fields }) => valueAt(fields, 'features.hooks') === false);
}
