import { join } from 'node:path';
import type { PermissionRuleInput, RuntimeHookInput, SettingsScope } from '../../schema/generated/types.js';
import { fieldsOf, listOf, type Fields } from '../runtimes/fields.js';
import type { RuntimePlace } from '../runtimes/reading.js';
import type { SettingsFacts } from './facts.js';
import { hookOf } from './hooks.js';
import type { Machine } from './machine.js';
import { layerOf, modesOf, valueAt, type Layer } from './layers.js';
import { mcpServersOf } from './mcp-servers.js';
import { readSettingsFile, type SettingsFile } from './settings-file.js';
import { toldText } from './told-text.js';

const modes = [
  ...['mode', 'timeout', 'cron_mode', 'single_query_mode', 'unattended_mode'].map(
    (name) => `approvals.${name}`,
  ),
  ...['hooks_auto_accept', 'terminal.backend', 'security.redact_secrets'],
];

/** The settings of a Hermes home or profile, and what they say. Secrets have a file of their own there, never opened. */
export async function hermesSettings(
  place: RuntimePlace,
  machine: Machine,
): Promise<{ files: SettingsFile[]; facts: SettingsFacts }> {
  const file = await readSettingsFile({
    ...{ scope: 'USER', path: join(place.root, 'config.yaml'), project: null, format: 'YAML' },
    root: machine.rootOf(place.root),
  });
  const layer = file === null ? { ...everywhere, fields: {} } : layerOf(file);
  return { files: file === null ? [] : [file], facts: factsOf(layer) };
}

const everywhere = { scope: 'USER' as SettingsScope, project: null };

function factsOf(layer: Layer): SettingsFacts {
  const { fields } = layer;
  return {
    model: modelOf(fields.model),
    environment: [],
    permissionModes: modesOf([layer], modes),
    rules: [
      ...rulesOf(valueAt(fields, 'approvals.deny'), 'DENY'),
      ...rulesOf(fields.command_allowlist, 'ALLOW'),
    ],
    hooks: Object.entries(fieldsOf(fields.hooks)).flatMap(([event, hooks]) => hooksAt(event, hooks)),
    mcpServers: mcpServersOf(fields.mcp_servers, layer),
    problems: [],
  };
}

/** A name, or a table with the name in it. */
function modelOf(value: unknown): string | null {
  const { default: chosen, name } = fieldsOf(value);
  return toldText(typeof value === 'string' ? value : (chosen ?? name), 200);
}

function rulesOf(value: unknown, effect: PermissionRuleInput['effect']): PermissionRuleInput[] {
  return listOf(value)
    .map((rule) => toldText(rule))
    .filter((pattern) => pattern !== null)
    .map((pattern) => ({ effect, pattern, ...everywhere, inForce: true }));
}

/** Shell hooks stand right under their event; `outbound` names addresses that are told of events. */
function hooksAt(event: string, hooks: unknown): RuntimeHookInput[] {
  const listed = Array.isArray(hooks) ? listOf(hooks) : Object.values(fieldsOf(hooks)).flatMap(eachOf);
  return listed
    .map(fieldsOf)
    .filter(isHook)
    .map((hook) => hookOf({ event, matcher: hook.matcher }, hook, { ...everywhere, isInForce: true }));
}

const eachOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? listOf(value) : [value]);

const isHook = ({ command, url }: Fields): boolean => typeof command === 'string' || typeof url === 'string';
