import type { ServerResponse } from 'node:http';
import { eventStream, scriptNamed, serveStub, type StubServer } from './stub-server.js';

type Block =
  | { type: 'text'; text: string }
  | { type: 'thinking'; thinking: string; signature: string }
  | { type: 'tool_use'; name: string; input: object };

interface Message {
  role: string;
  content: string | { type: string; text?: string }[];
}

const say = (text: string): Block => ({ type: 'text', text });
const use = (name: string, input: object): Block => ({ type: 'tool_use', name, input });

/** What the stub answers, turn by turn. */
const scripts: Record<string, Block[][]> = {
  hello: [[say('Hello from the stub model.')]],
  bash: [
    [
      say('I run a command.'),
      use('Bash', { command: 'echo stub-ran > ran.txt && echo done-bash', description: 'Marks' }),
    ],
    [say('The command is done.')],
  ],
  task: [
    [
      say('I delegate.'),
      use('Agent', {
        description: 'count files',
        prompt: '[[script:count]] count the files',
        subagent_type: 'general-purpose',
      }),
    ],
    [say('The sub-agent is done.')],
  ],
  count: [[use('Bash', { command: 'ls | wc -l', description: 'Counts' })], [say('A few files.')]],
  secret: [[say(`The key is AKIA${'Q'.repeat(3)}EXAMPLE7TESTX and that is all.`)]],
};

/** A STUB of the Messages API: enough for Claude Code to hold a conversation. What it answers is named in the prompt. */
export function startStubAnthropic(): Promise<StubServer> {
  let calls = 0;
  return serveStub((request, body, response) => {
    if (!request.url?.startsWith('/v1/messages')) {
      response.writeHead(404).end('{"type":"error","error":{"type":"not_found_error","message":"stub"}}');
      return;
    }
    const asked = body as { messages?: Message[]; model?: string };
    if (request.url.includes('count_tokens')) {
      response.writeHead(200, { 'content-type': 'application/json' }).end('{"input_tokens":100}');
      return;
    }
    calls++;
    stream(response, { call: calls, model: asked.model ?? 'claude-sonnet-4-5', blocks: next(asked) });
  });
}

function next({ messages = [] }: { messages?: Message[] }): Block[] {
  const asking = messages.findLastIndex(
    ({ role, content }) => role === 'user' && scriptNamed(textOf(content)),
  );
  if (asking < 0) return [say('A default answer.')];
  const script = scripts[scriptNamed(textOf(messages[asking]!.content))!] ?? scripts.hello!;
  const turn = messages.slice(asking).filter(({ role }) => role === 'assistant').length;
  return script[Math.min(turn, script.length - 1)]!;
}

function textOf(content: Message['content']): string {
  return typeof content === 'string' ? content : content.map(({ text }) => text ?? '').join('\n');
}

function stream(
  response: ServerResponse,
  { call, model, blocks }: { call: number; model: string; blocks: Block[] },
): void {
  const id = `msg_stub${String(call).padStart(6, '0')}${process.hrtime.bigint().toString(36)}`;
  const send = eventStream(response, { 'request-id': `req_stub${call}` });
  const usage = {
    input_tokens: 7 + (call % 5),
    cache_creation_input_tokens: 300 + call,
    cache_read_input_tokens: 5_000,
    cache_creation: { ephemeral_5m_input_tokens: 200 + call, ephemeral_1h_input_tokens: 100 },
    output_tokens: 1,
    service_tier: 'standard',
  };
  const message = { id, type: 'message', role: 'assistant', model, content: [], stop_reason: null, usage };
  send('message_start', { message });
  blocks.forEach((block, index) => sendBlock(send, block, index));
  const toolUsed = blocks.some(({ type }) => type === 'tool_use');
  send('message_delta', {
    delta: { stop_reason: toolUsed ? 'tool_use' : 'end_turn', stop_sequence: null },
    usage: { ...usage, output_tokens: 20 + call },
  });
  send('message_stop', {});
  response.end();
}

function sendBlock(send: (type: string, fields: object) => void, block: Block, index: number): void {
  const start = (content_block: object) => send('content_block_start', { index, content_block });
  const delta = (fields: object) => send('content_block_delta', { index, delta: fields });
  if (block.type === 'text') {
    start({ type: 'text', text: '' });
    delta({ type: 'text_delta', text: block.text });
  } else if (block.type === 'thinking') {
    start({ type: 'thinking', thinking: '', signature: '' });
    delta({ type: 'thinking_delta', thinking: block.thinking });
    delta({ type: 'signature_delta', signature: block.signature });
  } else {
    start({
      type: 'tool_use',
      id: `toolu_stub${process.hrtime.bigint().toString(36)}`,
      name: block.name,
      input: {},
    });
    delta({ type: 'input_json_delta', partial_json: JSON.stringify(block.input) });
  }
  send('content_block_stop', { index });
}
