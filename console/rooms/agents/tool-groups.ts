import type { AgentDetail } from './agent-detail';

export type Tool = AgentDetail['tools'][number];

/** Tools of one group, by name. */
export interface ToolGroup {
  name: string;
  tools: readonly Tool[];
}

const other = 'other';

/** Tools whose name, group or description holds the text, by group; tools without a group come last. */
export function groupTools(tools: readonly Tool[], text: string): ToolGroup[] {
  const sought = text.trim().toLowerCase();
  const groups = new Map<string, Tool[]>();
  for (const tool of tools) {
    const { name, group, description } = tool;
    if (![name, group, description].some((words) => words?.toLowerCase().includes(sought))) continue;
    const key = group?.trim() || other;
    groups.set(key, [...(groups.get(key) ?? []), tool]);
  }
  return [...groups]
    .map(([name, found]) => ({ name, tools: found.toSorted((a, b) => a.name.localeCompare(b.name, 'en')) }))
    .toSorted(
      (a, b) => Number(a.name === other) - Number(b.name === other) || a.name.localeCompare(b.name, 'en'),
    );
}
