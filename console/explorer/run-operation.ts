import { Kind, parse, type OperationDefinitionNode } from 'graphql';
import { createClient } from 'graphql-ws';

export interface Request {
  query: string;
  /** JSON, or nothing. */
  variables: string;
  /** Id or slug; empty for none. */
  organization: string;
  /** `Bearer …`; empty to go by the session's cookie. */
  authorization: string;
}

export interface Shown {
  text: string;
  /** How it went, in words: status and time, or how much has arrived. */
  summary: string;
  failed: boolean;
}

/** Longest a subscription's page grows; older deliveries are dropped. */
const keepDeliveries = 200;

/** Runs one operation: queries and mutations over HTTP, subscriptions over the WebSocket until `signal` aborts. */
export async function runOperation(
  request: Request,
  cursor: number,
  { signal, show }: { signal: AbortSignal; show: (shown: Shown) => void },
): Promise<void> {
  try {
    const operation = operationAt(request.query, cursor);
    const body = {
      query: request.query,
      operationName: operation.name?.value,
      variables: readVariables(request.variables),
    };
    if (operation.operation === 'subscription') await follow(request, body, { signal, show });
    else show(await send(request, body, signal));
  } catch (error) {
    if (!signal.aborted) show({ text: wordsOf(error), summary: 'Not run', failed: true });
  }
}

/** The operation the cursor is in, or the only one. */
function operationAt(query: string, cursor: number): OperationDefinitionNode {
  const operations = parse(query).definitions.filter(
    (one): one is OperationDefinitionNode => one.kind === Kind.OPERATION_DEFINITION,
  );
  const [first, ...others] = operations;
  if (!first) throw new Error('There is no operation to run.');
  if (others.length === 0) return first;
  const here = operations.find(({ loc }) => loc && loc.start <= cursor && cursor <= loc.end);
  if (!here) throw new Error('There are several operations: put the cursor into the one to run.');
  return here;
}

function readVariables(text: string): Record<string, unknown> {
  if (text.trim() === '') return {};
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch (error) {
    throw new Error(`The variables are not JSON: ${wordsOf(error)}`);
  }
}

async function send(request: Request, body: object, signal: AbortSignal): Promise<Shown> {
  const { organization, authorization } = request;
  const began = performance.now();
  const response = await fetch('/graphql', {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(organization ? { 'clawbutler-organization': organization } : {}),
      ...(authorization ? { authorization } : {}),
    },
    body: JSON.stringify(body),
    signal,
  });
  const text = await response.text();
  const ms = Math.round(performance.now() - began);
  const answer = JSON.parse(text) as { errors?: unknown };
  return {
    text: pretty(answer),
    summary: `${response.status} · ${ms} ms · ${text.length.toLocaleString('en')} characters`,
    failed: !response.ok || answer.errors !== undefined,
  };
}

async function follow(
  { organization, authorization }: Request,
  body: { query: string },
  { signal, show }: { signal: AbortSignal; show: (shown: Shown) => void },
): Promise<void> {
  const socket = createClient({
    url: `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/graphql`,
    connectionParams: { organization, ...(authorization ? { authorization } : {}) },
    retryAttempts: 0,
  });
  const results = socket.iterate(body);
  const stop = () => {
    void results.return?.();
    void socket.dispose();
  };
  signal.addEventListener('abort', stop);
  const began = performance.now();
  const deliveries: string[] = [];
  let count = 0;
  const tell = (words: string, failed = false) =>
    show({
      text: deliveries.join('\n\n'),
      summary: `${count} received · ${Math.round((performance.now() - began) / 1000)} s · ${words}`,
      failed,
    });
  try {
    tell('listening');
    for await (const result of results) {
      count += 1;
      deliveries.unshift(`# ${count} · ${new Date().toLocaleTimeString('en-GB')}\n${pretty(result)}`);
      deliveries.length = Math.min(deliveries.length, keepDeliveries);
      tell('listening', result.errors !== undefined);
    }
    tell(signal.aborted ? 'stopped' : 'ended by the server');
  } catch (error) {
    if (signal.aborted) return tell('stopped');
    deliveries.unshift(wordsOf(error));
    tell('broken off', true);
  } finally {
    signal.removeEventListener('abort', stop);
    stop();
  }
}

const pretty = (value: unknown): string => JSON.stringify(value, null, 2);

/** An error, GraphQL errors of a subscription, or the event of a closed socket. */
function wordsOf(error: unknown): string {
  if (error instanceof Error) return error.message;
  if (error instanceof CloseEvent) return `The socket closed with ${error.code} ${error.reason}`;
  return pretty(error);
}
