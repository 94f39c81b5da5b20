import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { discoverLocalGateways } from './discover-local.js';

let folder: string;
let server: Server;
let port: number;
let body: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'discover-'));
  server = createServer((_request, response) => response.end(body));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  port = (server.address() as AddressInfo).port;
});

beforeEach(() => {
  body = '{"ok":true,"status":"live"}';
});

afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await rm(folder, { recursive: true });
});

async function discover(config: string) {
  const file = path.join(folder, 'openclaw.json');
  await writeFile(file, config);
  const found = await discoverLocalGateways({ env: { OPENCLAW_CONFIG_PATH: file }, home: folder });
  return found.filter(({ source }) => source === file);
}

it('finds the configured port and whether a gateway answers there', async () => {
  const config = JSON.stringify({ gateway: { port, auth: { token: 'secret' } } });
  const [gateway] = await discover(config);
  expect(gateway).toMatchObject({ url: `ws://127.0.0.1:${port}`, live: true });
  expect(JSON.stringify(gateway)).not.toContain('secret');
  body = 'something else';
  expect(await discover(config)).toMatchObject([{ live: false }]);
});

it('reads the port out of JSON5', async () => {
  expect(await discover(`{ // mine\n gateway: { mode: 'local', port: ${port}, }, }`)).toMatchObject([
    { live: true },
  ]);
});

it.each(['', 'nonsense', '[]', '{"gateway":{"port":"80"}}', '{"gateway":{"port":70000}}'])(
  'makes nothing of %j',
  async (config) => expect(await discover(config)).toEqual([]),
);

it('survives a missing file', async () => {
  const found = await discoverLocalGateways({ env: {}, home: path.join(folder, 'nobody') });
  expect(found.every(({ live }) => live)).toBe(true);
});
