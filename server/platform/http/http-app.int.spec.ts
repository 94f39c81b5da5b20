import { request, type IncomingHttpHeaders } from 'node:http';
import { createTestApp, type TestApp } from '../../testing/test-app.js';

interface Answered {
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
}

describe('what never reaches a resolver', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await createTestApp();
  });
  afterAll(() => app.stop());

  /** Sends exactly these headers: fetch would set Host and refuse others. */
  function send(method: string, path: string, headers: Record<string, string>, body = ''): Promise<Answered> {
    return new Promise((resolve, reject) => {
      const sent = request(new URL(path, app.url), { method, headers }, (answer) => {
        let text = '';
        answer.setEncoding('utf8').on('data', (part: string) => (text += part));
        answer.on('end', () => resolve({ status: answer.statusCode!, headers: answer.headers, body: text }));
      });
      sent.on('error', reject).end(body);
    });
  }

  const json = { 'content-type': 'application/json' };
  const good = JSON.stringify({ query: '{ instance { version } }' });
  const operation = (headers: Record<string, string>, body = good) => send('POST', '/graphql', headers, body);

  it('lets a good operation through', async () => {
    const { status, body } = await operation(json);
    expect([status, JSON.parse(body).data.instance.version]).toEqual([200, expect.any(String)]);
  });

  const refused: [string, number, string, () => Promise<Answered>][] = [
    ['a body of 300 KB', 413, 'INVALID_INPUT', () => operation(json, `"${'x'.repeat(300_000)}"`)],
    ['broken JSON', 400, 'INVALID_INPUT', () => operation(json, '{"query": ')],
    ['an empty body', 400, 'INVALID_INPUT', () => operation(json, '')],
    ['text/plain', 415, 'UNSUPPORTED_MEDIA_TYPE', () => operation({ 'content-type': 'text/plain' })],
    ['GET', 405, 'METHOD_NOT_ALLOWED', () => send('GET', '/graphql?query=%7B__typename%7D', {})],
    ['another Host', 403, 'ORIGIN_REFUSED', () => operation({ ...json, host: 'evil.example' })],
    ['another Origin', 403, 'ORIGIN_REFUSED', () => operation({ ...json, origin: 'https://evil.example' })],
    ['a cookie without Origin', 403, 'ORIGIN_REFUSED', () => operation({ ...json, cookie: 'clawbutler=x' })],
  ];
  it.each(refused)('refuses %s with %i', async (_what, status, code, act) => {
    const answer = await act();
    const { errors } = JSON.parse(answer.body);
    expect([answer.status, errors[0].extensions.code]).toEqual([status, code]);
    expect(errors[0].extensions.requestId).toBe(answer.headers['x-request-id']);
    expect(Object.keys(errors[0]).sort()).toEqual(['extensions', 'message']);
    expect(answer.body).not.toMatch(/\bat .*\.js|FST_ERR|node_modules/);
    expect(answer.headers['content-security-policy']).toContain("default-src 'none'");
  });

  it.each(['/export/nothing', '/export', '/graphql/more'])(
    'answers the unknown path %s with JSON',
    async (path) => {
      const answer = await send('GET', path, {});
      expect(answer.status).toBe(404);
      expect(JSON.parse(answer.body)).toEqual({
        error: { code: 'NOT_FOUND', message: expect.any(String), requestId: answer.headers['x-request-id'] },
      });
    },
  );
});
