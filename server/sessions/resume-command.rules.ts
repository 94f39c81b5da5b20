import type { RuntimeKind, SessionRelation } from '../../schema/generated/types.js';

const commands: Readonly<Partial<Record<RuntimeKind, (id: string) => string>>> = {
  CLAUDE_CODE: (id) => `claude --resume ${id}`,
  CODEX: (id) => `codex resume ${id}`,
  HERMES: (id) => `hermes --resume ${id}`,
};
/** People paste it into a shell, so an id is a plain word or there is no command. */
const plainWord = /^[A-Za-z0-9_][\w.:-]{0,199}$/;

/** What to type at the machine to go on with a session; null when the runtime has no such command. */
export function resumeCommand(session: {
  runtime: RuntimeKind;
  relation: SessionRelation;
  externalId: string;
}): string | null {
  if (session.relation === 'SUBAGENT' || !plainWord.test(session.externalId)) return null;
  return commands[session.runtime]?.(session.externalId) ?? null;
}
