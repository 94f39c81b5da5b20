import { startServerProcess, type ServerProcess } from './server-process.js';
import { send, Wire } from './wire.js';

/** One of the twelve questions graphql-cop asks a server. Each says what an answer looks like that gives something away. */
interface Check {
  name: string;
  query: string;
  /** The whole body or frame payload, where it is not `{query}`. */
  payload?: unknown;
  http?: { method?: string; path?: string; type?: string; body?: string; accept?: string };
  gives: RegExp;
}

const encoded = (query: string) => `query=${encodeURIComponent(query)}`;
const circular = '{ __schema { types { fields { type { fields { type { fields { name } } } } } } } }';
const typename = /"__typename":"(?:Query|Mutation|Subscription)"/;

const checks: Check[] = [
  {
    name: 'alias overloading',
    query: `{ ${Array.from({ length: 101 }, (_, n) => `alias${n}: __typename`).join(' ')} }`,
    gives: /alias100/,
  },
  {
    name: 'array-based batching',
    query: '{ __typename }',
    payload: Array.from({ length: 10 }, () => ({ query: '{ __typename }' })),
    gives: typename,
  },
  {
    name: 'directive overloading',
    query: `{ __typename ${'@include(if: true) '.repeat(30)} }`,
    gives: typename,
  },
  { name: 'circular introspection', query: circular, gives: /"__schema"/ },
  { name: 'introspection', query: '{ __schema { types { name } } }', gives: /"__schema"/ },
  { name: 'field duplication', query: `{ ${'__typename '.repeat(500)} }`, gives: typename },
  {
    name: 'field suggestions',
    query: '{ viewr { user { id } } aprovals { edges } }',
    gives: /did you mean|viewer/i,
  },
  {
    name: 'an explorer',
    query: '{ __typename }',
    http: { method: 'GET', path: '/graphql', accept: 'text/html' },
    gives: /graphiql|playground|sandbox|"__typename":"/i,
  },
  {
    name: 'queries by GET',
    query: '{ __typename }',
    http: { method: 'GET', path: `/graphql?${encoded('{ __typename }')}` },
    gives: typename,
  },
  {
    name: 'mutations by GET',
    query: 'mutation { __typename }',
    http: { method: 'GET', path: `/graphql?${encoded('mutation { __typename }')}` },
    gives: typename,
  },
  {
    name: 'urlencoded POST',
    query: '{ __typename }',
    http: { type: 'application/x-www-form-urlencoded', body: encoded('{ __typename }') },
    gives: typename,
  },
  {
    name: 'tracing and unhandled errors',
    query: 'qwerty { abc',
    gives: /"tracing"|stacktrace|exception|node_modules/i,
  },
];

let server: ServerProcess;
beforeAll(async () => {
  server = await startServerProcess();
});
afterAll(() => server.stop());

async function overHttp({ query, payload, http = {} }: Check): Promise<string> {
  const { method = 'POST', path = '/graphql', type = 'application/json', accept = '*/*' } = http;
  const body = method === 'GET' ? '' : (http.body ?? JSON.stringify(payload ?? { query }));
  const headers = {
    accept,
    cookie: server.cookie,
    origin: server.url,
    'content-type': type,
    'apollo-tracing': '1',
  };
  return (await send(server.url, { method, path, headers, body })).body;
}

/** The same over the WebSocket: the query as it is, in the URL of the handshake where it belongs into a URL. */
async function overSocket({ query, payload }: Check): Promise<string> {
  const wire = await Wire.must(server.url, { cookie: server.cookie, origin: server.url });
  await wire.init({ organization: server.organizationId });
  if (Array.isArray(payload))
    wire.send(payload.map((part: object, id) => ({ type: 'subscribe', id: `${id}`, payload: part })));
  else wire.send({ type: 'subscribe', id: '1', payload: { query } });
  await wire.until(({ type }) => type === 'error' || type === 'next' || type === 'complete');
  wire.close();
  return JSON.stringify(wire.frames);
}

describe('G1: what graphql-cop looks for', () => {
  it('would be found by these checks where it is: a good query is answered', async () => {
    expect(await overHttp({ name: 'control', query: '{ __typename }', gives: typename })).toMatch(typename);
  });

  it.each(checks.map((check) => [check.name, check] as const))(
    '%s: blocked over HTTP and WebSocket',
    async (_name, check) => {
      const [http, socket] = [await overHttp(check), await overSocket(check)];
      for (const answer of [http, socket]) {
        expect(answer).not.toMatch(check.gives);
        expect(answer).not.toMatch(/"extensions":\{"tracing"|stacktrace/);
      }
      expect(http).toMatch(
        /"code":"(?:BAD_OPERATION|TOO_COMPLEX|INVALID_INPUT|METHOD_NOT_ALLOWED|UNSUPPORTED_MEDIA_TYPE)"/,
      );
      expect(socket).not.toMatch(/"type":"next"/);
    },
  );

  it('counts all of them', () => {
    expect(checks).toHaveLength(12);
    process.stderr.write('G1: 24 of 24 checks blocked\n');
  });
});
