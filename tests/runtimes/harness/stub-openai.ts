import type { ServerResponse } from 'node:http';
import { eventStream, scriptNamed, serveStub, type StubServer } from './stub-server.js';

type Item =
  { kind: 'text'; text: string } | { kind: 'reasoning'; text: string } | { kind: 'run'; cmd: string };

interface Input {
  type?: string;
  role?: string;
  content?: string | { text?: string }[];
}

/** What the stub answers, turn by turn. */
const scripts: Record<string, Item[][]> = {
  hello: [[{ kind: 'text', text: 'Hello from the stub responses model.' }]],
  bash: [
    [
      { kind: 'reasoning', text: 'A command will do.' },
      { kind: 'run', cmd: 'echo stub-ran > ran.txt && echo done-bash' },
    ],
    [{ kind: 'text', text: 'The command is done.' }],
  ],
};

/** A STUB of the Responses API: enough for Codex to hold a conversation. What it answers is named in the prompt. */
export function startStubOpenai(): Promise<StubServer> {
  let calls = 0;
  return serveStub((request, body, response) => {
    if (request.method === 'GET') {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end('{"object":"list","data":[],"models":[]}');
      return;
    }
    if (!request.url?.includes('/responses')) {
      response.writeHead(404).end('{}');
      return;
    }
    calls++;
    const asked = body as { input?: Input[]; model?: string };
    stream(response, { call: calls, model: asked.model ?? 'gpt-5.5', items: next(asked.input ?? []) });
  });
}

function next(input: readonly Input[]): Item[] {
  const asking = input.findLastIndex(({ role, content }) => role === 'user' && scriptNamed(textOf(content)));
  if (asking < 0) return [{ kind: 'text', text: 'A default answer.' }];
  const script = scripts[scriptNamed(textOf(input[asking]!.content))!] ?? scripts.hello!;
  const turn = input.slice(asking).filter(({ type }) => type === 'function_call').length;
  return script[Math.min(turn, script.length - 1)]!;
}

function textOf(content: Input['content']): string {
  return typeof content === 'string' ? content : (content ?? []).map(({ text }) => text ?? '').join('\n');
}

function stream(
  response: ServerResponse,
  { call, model, items }: { call: number; model: string; items: Item[] },
): void {
  const sendRaw = eventStream(response, { 'x-request-id': `req_stub${call}` });
  let sequence = 0;
  const send = (type: string, fields: object) => sendRaw(type, { sequence_number: sequence++, ...fields });
  const base = { id: `resp_stub${call}`, object: 'response', model };
  send('response.created', { response: { ...base, status: 'in_progress', output: [] } });
  const output = items.map((item, index) => outputItem(item, `${call}_${index}`));
  output.forEach((item, output_index) => {
    send('response.output_item.added', { output_index, item });
    send('response.output_item.done', { output_index, item });
  });
  const usage = {
    input_tokens: 1_000 + call,
    input_tokens_details: { cached_tokens: 100 },
    output_tokens: 50 + (call % 7),
    output_tokens_details: { reasoning_tokens: 10 },
    total_tokens: 1_050 + call + (call % 7),
  };
  send('response.completed', { response: { ...base, status: 'completed', output, usage } });
  response.end();
}

function outputItem(item: Item, suffix: string): object {
  if (item.kind === 'text') {
    const content = [{ type: 'output_text', text: item.text, annotations: [] }];
    return { type: 'message', id: `msg_${suffix}`, role: 'assistant', status: 'completed', content };
  }
  if (item.kind === 'reasoning') {
    const summary = [{ type: 'summary_text', text: item.text }];
    return { type: 'reasoning', id: `rs_${suffix}`, summary, encrypted_content: 'c3R1Yg==' };
  }
  return {
    type: 'function_call',
    id: `fc_${suffix}`,
    call_id: `call_${suffix}`,
    name: 'exec_command',
    arguments: JSON.stringify({ cmd: item.cmd }),
    status: 'completed',
  };
}
