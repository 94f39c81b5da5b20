import type { FastifyInstance } from 'fastify';
import { storedEvents } from '../../server/testing/stored-events.js';
import { createTestApp, type TestApp } from '../../server/testing/test-app.js';
import { createWorld, type World } from '../../server/testing/world.js';
import { send } from './wire.js';

const rename = 'mutation { renameOrganization(name: "Taken over") { id } }';

const form = `query=${encodeURIComponent(rename)}`;
const multipart = [
  '--b\r\nContent-Disposition: form-data; name="operations"\r\n\r\n',
  `${JSON.stringify({ query: rename, variables: {} })}\r\n--b\r\n`,
  'Content-Disposition: form-data; name="map"\r\n\r\n{}\r\n--b--\r\n',
].join('');
const json = JSON.stringify({ query: rename });

/** What a page of somebody else's can make a browser send, and what it cannot. */
const contents: [type: string | null, body: string][] = [
  [null, json],
  ['', json],
  ['text/plain', json],
  ['text/plain;charset=UTF-8', json],
  ['application/x-www-form-urlencoded', form],
  ['multipart/form-data; boundary=b', multipart],
  ['multipart/form-data; boundary=b; x=application/json', multipart],
  ['application/graphql', rename],
  ['text/plain; application/json', json],
  ['application/json, text/plain', json],
  ['application/json', json],
  ['APPLICATION/JSON ; charset=utf-8', json],
];
const methods = ['GET', 'HEAD', 'POST', 'PUT'];

let app: TestApp;
let world: World;

beforeAll(async () => {
  app = await createTestApp();
  world = await createWorld(app);
});
afterAll(() => app.stop());

const name = async () => (await world.owner.gql('{ organization { name } }')).organization.name as string;

/** One request as a page could make it with the owner's cookie riding along. */
function ride(method: string, [type, body]: (typeof contents)[number], origin: string | null) {
  return send(app.url, {
    method,
    path: `/graphql?${form}`,
    body: method === 'GET' || method === 'HEAD' ? '' : body,
    headers: {
      cookie: world.owner.account.cookie,
      ...(origin === null ? {} : { origin }),
      ...(type === null ? {} : { 'content-type': type }),
    },
  });
}

describe('B8: requests that ride on a cookie', () => {
  it('execute nothing', async () => {
    let sent = 0;
    for (const origin of [null, 'null', 'https://evil.example']) {
      for (const method of methods) {
        for (const content of contents) {
          const { status, body } = await ride(method, content, origin);
          sent++;
          const refused = [403, 405, 415].includes(status) && !body.includes('"data"');
          expect({ method, content, status, refused }).toEqual({ method, content, status, refused: true });
        }
      }
    }
    expect(await name()).toBe('Home');
    process.stderr.write(`B8: ${sent} requests on a foreign page's behalf, 0 executed\n`);
  });

  it('from a page of ours execute only as POST with JSON', async () => {
    const executed: string[] = [];
    for (const method of methods) {
      for (const content of contents) {
        const { body } = await ride(method, content, app.url);
        if (body.includes('"data"')) executed.push(`${method} ${content[0]}`);
      }
    }
    expect(executed).toEqual(['POST application/json', 'POST APPLICATION/JSON ; charset=utf-8']);
    expect(await name()).toBe('Taken over');
    const renamed = await storedEvents(app.database, world.home.id, ['organization.renamed']);
    expect(renamed.length).toBe(2);
  });
});

describe('I5: another content type', () => {
  const types = [
    ...['text/plain', 'text/xml', 'application/xml', 'application/x-www-form-urlencoded', 'application/yaml'],
    ...['multipart/form-data; boundary=b', 'application/graphql', 'application/octet-stream', 'image/png'],
    ...['application/jsonp', 'application/vnd.api+json', 'text/json', 'application/json-seq', 'json', '*/*'],
  ];

  it('is refused with 415 on every route that takes a body, before the body is read', async () => {
    const routes = bodyRoutes();
    expect(routes).toContain('POST /graphql');
    let tried = 0;
    for (const route of routes) {
      const [method = '', path = ''] = route.split(' ');
      for (const type of types) {
        // Read as JSON this would be 400, over the limit 413: 415 shows that nobody looked.
        for (const body of ['{"query": ', '', 'x'.repeat(300_000)]) {
          const headers = { 'content-type': type, origin: app.url, cookie: world.owner.account.cookie };
          const { status } = await send(app.url, { method, path, body, headers });
          expect({ route, type, status }).toEqual({ route, type, status: 415 });
          tried++;
        }
      }
    }
    process.stderr.write(
      `I5: ${routes.length} routes take a body, ${tried} of ${tried} other types refused with 415\n`,
    );
  });

  /** From the router itself, so that a new route is tried, too. */
  function bodyRoutes(): string[] {
    const fastify = (app.app as unknown as { getHttpAdapter(): { getInstance(): FastifyInstance } })
      .getHttpAdapter()
      .getInstance();
    const tree = fastify.printRoutes({ commonPrefix: false });
    return [...tree.matchAll(/── (\/\S*|\*) \(([A-Z, ]+)\)/g)].flatMap(([, path = '', found = '']) =>
      found
        .split(', ')
        .filter((method) => ['POST', 'PUT', 'PATCH'].includes(method))
        .filter((method) => path !== '/graphql' || method === 'POST')
        .map((method) => `${method} ${path === '*' ? '/anything' : path}`),
    );
  }
});
