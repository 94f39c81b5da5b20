import type { RuntimeHookInput } from '../../schema/generated/types.js';
import { fieldsOf, listOf, type Fields } from '../runtimes/fields.js';
import type { Holds } from './facts.js';
import { toldAddress, toldCommand, toldText } from './told-text.js';

/** Hooks as Claude Code and Codex write them: events with groups, each with a matcher and what is called. */
export function hooksOf(value: unknown, holds: Holds, isInForce: boolean): RuntimeHookInput[] {
  return Object.entries(fieldsOf(value)).flatMap(([event, groups]) =>
    listOf(groups).flatMap((group) => {
      const { matcher, hooks } = fieldsOf(group);
      return listOf(hooks).map((hook) => hookOf({ event, matcher }, fieldsOf(hook), { ...holds, isInForce }));
    }),
  );
}

/** One hook, as far as it may be told. */
export function hookOf(
  { event, matcher }: { event: string; matcher: unknown },
  hook: Fields,
  { scope, project, isInForce }: Holds & { isInForce: boolean },
): RuntimeHookInput {
  return {
    event: toldText(event, 100) ?? 'unnamed',
    matcher: toldText(matcher, 300),
    type: toldText(hook.type, 40) ?? (hook.url === undefined ? 'command' : 'http'),
    target: targetOf(hook),
    scope,
    project,
    inForce: isInForce,
  };
}

/** A program that a setting names by itself, for example `apiKeyHelper`: told like a hook, since it runs like one. */
export function programOf(setting: string, command: unknown, holds: Holds): RuntimeHookInput[] {
  const [program, ...args] = Array.isArray(command) ? (command as unknown[]) : [command];
  if (typeof program !== 'string' || program === '') return [];
  return [
    hookOf({ event: setting, matcher: null }, { command: program, args }, { ...holds, isInForce: true }),
  ];
}

function targetOf(hook: Fields): string | null {
  if (hook.url !== undefined) return toldAddress(hook.url);
  if (hook.command !== undefined) return toldCommand(hook.command, listOf(hook.args, 100));
  if (hook.tool !== undefined) return toldText(hook.tool);
  return toldText(hook.prompt, 200);
}
