import { startServerProcess, type ServerProcess } from './server-process.js';
import { send, Wire, type Answered, type Frame } from './wire.js';

const mebibyte = 1024 * 1024;
const byText = 'query ($v: String) { auditEvents(filter: { text: $v }) { edges { cursor } } }';
const byFilter = 'query ($v: AuditFilter) { auditEvents(filter: $v) { edges { cursor } } }';
const byCount = 'query ($v: Int) { approvals(first: $v) { edges { cursor } } }';
const bySeq = 'subscription ($v: Seq) { approvalChanged(after: $v) { __typename } }';
const inBatch = 'mutation ($v: [DecideApprovalInput!]!) { decideApprovals(inputs: $v) { __typename } }';

let server: ServerProcess;
beforeAll(async () => {
  server = await startServerProcess();
});
afterAll(() => server.stop());

/** Variables are given as JSON text: most of these no JSON library would write. */
const post = (query: string, variables: string): Promise<Answered> =>
  send(server.url, {
    headers: {
      'content-type': 'application/json',
      cookie: server.cookie,
      origin: server.url,
      // With a key the body is read once more, to be fingerprinted.
      'idempotency-key': String(Math.random()),
    },
    body: `{"query":${JSON.stringify(query)},"variables":${variables}}`,
  });

const nested = (depth: number, [open, close]: [string, string], core = '1') =>
  `${open.repeat(depth)}${core}${close.repeat(depth)}`;
const bracket: [string, string] = ['[', ']'];
const brace: [string, string] = ['{"a":', '}'];

describe('G4: bombs in variables', () => {
  const bombs: [name: string, query: string, variables: string][] = [
    ['1 MiB of nested lists', byText, `{"v":${nested(mebibyte / 2, bracket)}}`],
    ['1 MiB of nested objects', byText, `{"v":${nested(mebibyte / 6, brace)}}`],
    ['1 MiB of text', byText, `{"v":"${'x'.repeat(mebibyte)}"}`],
    ['a million elements', inBatch, `{"v":[${'1,'.repeat(1e6)}1]}`],
    ['100,000 elements', inBatch, `{"v":[${'1,'.repeat(1e5)}1]}`],
    ['lists 10,000 deep', byText, `{"v":${nested(10_000, bracket)}}`],
    ['objects 10,000 deep', byFilter, `{"v":${nested(10_000, brace)}}`],
    ['lists 100,000 deep', inBatch, `{"v":${nested(100_000, bracket)}}`],
    ['objects 10,000 deep that nobody asked for', '{ __typename }', `{"other":${nested(10_000, brace)}}`],
    [
      'objects 40,000 deep beside the variables',
      '{ __typename }',
      `{},"extensions":${nested(40_000, brace)}`,
    ],
    ['an int of 100,000 digits', byCount, `{"v":${'9'.repeat(100_000)}}`],
    ['an int beyond 2^53', byCount, '{"v":9007199254740993}'],
    ['an int beyond 2^31', byCount, '{"v":2147483648}'],
    ['a number beyond all', byCount, '{"v":1e400}'],
    ['a negative number of rows', byCount, '{"v":-1}'],
    ['no number of rows', byCount, '{"v":1.5}'],
    ['__proto__ among the variables', byText, '{"__proto__":{"v":"x"},"v":"y"}'],
    ['__proto__ in a variable', byFilter, '{"v":{"__proto__":{"text":"x"}}}'],
    ['__proto__ beside the query', byText, '{},"__proto__":{"query":"{ viewer { user { id } } }"}'],
    ['constructor.prototype', byFilter, '{"v":{"constructor":{"prototype":{"text":"x"}}}}'],
    ['an unknown key', byFilter, '{"v":{"text":"x","isAdmin":true}}'],
    ['variables that are a list', byText, '[1,2]'],
    ['variables that are a text', byText, '"v"'],
    ['half a surrogate', byFilter, '{"v":{"at":{"from":"\\ud800"}}}'],
    ['a question to the answerer', byCount, `{"v":"${'Did you mean '.repeat(18_000)}"}`],
  ];

  it.each(bombs)('%s: refused with 400 or 413', async (_name, query, variables) => {
    const { status, body } = await post(query, variables);
    expect([400, 413]).toContain(refusedAs(status, body));
    expect(body).not.toMatch(/INTERNAL|\bat \S+ \(|node_modules/);
    expect(body.length).toBeLessThan(20_000);
  });

  it.each([
    ['the last of two keys', '{"v":"first","v":"last"}'],
    ['NUL', '{"v":"\\u0000"}'],
    ['half a surrogate', '{"v":"\\ud800"}'],
    ['200 KiB of text', `{"v":"${'x'.repeat(200_000)}"}`],
    ['wildcards', '{"v":"%_\\\\%"}'],
  ])('%s as a text to search for is looked for, or refused in words', async (_name, variables) => {
    const { status, body } = await post(byText, variables);
    expect(status).toBeLessThan(500);
    expect(body).not.toMatch(/INTERNAL/);
  });

  it('a question to the answerer in the document: refused in a moment', async () => {
    const started = performance.now();
    const query = `{ approvals(first: "${'Did you mean '.repeat(18_000)}") { edges { cursor } } }`;
    const { status } = await post(query, '{}');
    expect(status).toBe(400);
    expect(performance.now() - started).toBeLessThan(1000);
  });

  it('over WebSocket they are refused, too, or the socket is closed', async () => {
    for (const [name, , variables] of bombs) {
      const wire = await Wire.must(server.url, { cookie: server.cookie, origin: server.url });
      await wire.init({ organization: server.organizationId });
      wire.raw(
        `{"type":"subscribe","id":"1","payload":{"query":${JSON.stringify(bySeq)},"variables":${variables}}}`,
      );
      wire.send({ type: 'complete', id: '1' });
      wire.send({ type: 'ping', payload: { after: 'all' } });
      await wire.until(({ type }) => type === 'pong' || type === 'error' || type === 'next');
      expect({ name, given: wire.frames.filter(gives) }).toEqual({ name, given: [] });
      expect(JSON.stringify(wire.frames)).not.toMatch(/INTERNAL|node_modules/);
      wire.close();
    }
  });

  it('leave the server as it was', async () => {
    expect((await fetch(`${server.url}/health/ready`)).status).toBe(200);
    expect(server.alive()).toBe(true);
    expect(server.output()).not.toMatch(/unexpected error|uncaught/i);
    process.stderr.write(
      `G4: ${bombs.length} bombs in variables × 2 doors, 0 crashes, all refused with 400 or 413\n`,
    );
  });

  const gives = ({ type, payload }: Frame) =>
    type === 'next' && Boolean((payload as { data?: unknown }).data);

  /** An operation that ran into an error of ours is answered with 200 and the code. */
  function refusedAs(status: number, body: string): number {
    const refused = status === 200 && /"code":"(?:INVALID_INPUT|BAD_OPERATION)"/.test(body);
    return refused ? 400 : status;
  }
});
