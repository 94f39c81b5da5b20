import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { decideAnswer, userTextOf, type ChatRequest, type StubAnswer } from './stub-script.js';

/** One question a gateway put to the stub. */
export interface StubCall {
  /** What the person or timer wrote last. */
  userText: string;
  model: string;
  answer: StubAnswer;
  tools: string[];
}

/** A STUB language model, OpenAI chat-completions over server-sent events. What it answers is written in the prompt. */
export interface StubModel {
  baseUrl: string;
  calls: StubCall[];
  /** How many calls had this in the user's text. */
  callsAbout(marker: string): number;
  close(): Promise<void>;
}

const USAGE = {
  prompt_tokens: 1200,
  completion_tokens: 34,
  total_tokens: 1234,
  prompt_tokens_details: { cached_tokens: 200 },
};

/** Starts the stub on a free port of 127.0.0.1. */
export async function startStubModel(): Promise<StubModel> {
  const calls: StubCall[] = [];
  const server = createServer((request, response) => {
    void serve(request, response, calls).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    calls,
    callsAbout: (marker) => calls.filter(({ userText }) => userText.includes(marker)).length,
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

async function serve(request: IncomingMessage, response: ServerResponse, calls: StubCall[]): Promise<void> {
  const body = await readBody(request);
  if (request.method === 'GET')
    return json(response, 200, { object: 'list', data: [{ id: 'stub-1', object: 'model' }] });
  const chat = JSON.parse(body) as ChatRequest;
  const answer = decideAnswer(chat);
  const tools = (chat.tools ?? []).map((tool) => tool.function?.name ?? '');
  calls.push({ userText: userTextOf(chat), model: chat.model ?? '', answer, tools });
  if (answer.sleepMs > 0) await pause(response, answer.sleepMs);
  if (response.destroyed) return;
  if (answer.status !== 200)
    return json(response, answer.status, { error: { message: 'stub error', type: 'stub_error' } });
  stream(response, chat.model ?? 'stub-1', answer, `call_${calls.length}`);
}

function stream(response: ServerResponse, model: string, answer: StubAnswer, callId: string): void {
  const head = {
    id: `chatcmpl-${callId}`,
    object: 'chat.completion.chunk',
    created: Math.floor(Date.now() / 1000),
    model,
  };
  const send = (delta: unknown, finish: string | null, more: Record<string, unknown> = {}) =>
    response.write(
      `data: ${JSON.stringify({ ...head, choices: [{ index: 0, delta, finish_reason: finish }], ...more })}\n\n`,
    );
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' });
  send({ role: 'assistant', content: '' }, null);
  if (answer.tool) {
    const call = { name: answer.tool.name, arguments: JSON.stringify(answer.tool.args) };
    send({ tool_calls: [{ index: 0, id: callId, type: 'function', function: call }] }, null);
    send({}, 'tool_calls');
  } else {
    send({ content: answer.text }, null);
    send({}, 'stop');
  }
  response.write(`data: ${JSON.stringify({ ...head, choices: [], usage: USAGE })}\n\n`);
  response.end('data: [DONE]\n\n');
}

function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

/** Thinks for a while, unless the gateway hangs up. */
function pause(response: ServerResponse, ms: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    response.once('close', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
