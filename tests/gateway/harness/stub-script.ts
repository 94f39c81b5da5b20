/** The part of a chat-completions request the stub looks at. */
export interface ChatRequest {
  model?: string;
  messages?: { role: string; content?: unknown }[];
  tools?: { function?: { name?: string } }[];
}

export interface StubAnswer {
  status: number;
  sleepMs: number;
  text: string;
  tool: { name: string; args: unknown } | null;
}

/** A gateway adds a message of its own after the user's; it opens with this. */
const INTERNAL = '<<<BEGIN_OPENCLAW_INTERNAL_CONTEXT>>>';

/**
 * What the stub does, by marks in the last text of the user: `[[exec:COMMAND]]` runs a command (several run one after
 * the other), `[[tool:NAME:{json}]]` calls any tool, `[[sleep:MS]]` thinks first, `[[status:429]]` fails. After the last
 * tool result, or without marks, it answers in text that repeats what the tool said.
 */
export function decideAnswer(request: ChatRequest): StubAnswer {
  const { text, results } = lastTurn(request);
  const wanted = [...text.matchAll(/\[\[(exec|tool:\w+):([\s\S]*?)\]\]/g)];
  const status = Number(/\[\[status:(\d+)\]\]/.exec(text)?.[1] ?? 200);
  const sleepMs = Number(/\[\[sleep:(\d+)\]\]/.exec(text)?.[1] ?? 0);
  const next = wanted[results.length];
  if (next) {
    const [, kind = '', body = ''] = next;
    const tool =
      kind === 'exec'
        ? { name: 'exec', args: { command: body } }
        : { name: kind.slice('tool:'.length), args: JSON.parse(body) as unknown };
    return { status, sleepMs, text: '', tool };
  }
  const said = results.at(-1);
  return {
    status,
    sleepMs,
    text: said === undefined ? 'stub: hello' : `stub: the tool said: ${said.slice(0, 300)}`,
    tool: null,
  };
}

/** What the user wrote last. */
export function userTextOf(request: ChatRequest): string {
  return lastTurn(request).text;
}

function lastTurn({ messages = [] }: ChatRequest): { text: string; results: string[] } {
  const at = messages.findLastIndex(
    (message) => message.role === 'user' && !textOf(message.content).trimStart().startsWith(INTERNAL),
  );
  return {
    text: textOf(messages[at]?.content),
    results: messages
      .slice(at + 1)
      .filter(({ role }) => role === 'tool')
      .map(({ content }) => textOf(content)),
  };
}

function textOf(content: unknown): string {
  if (typeof content === 'string') return content;
  if (!Array.isArray(content)) return '';
  return content.map((part: { text?: string }) => part.text ?? '').join('\n');
}
