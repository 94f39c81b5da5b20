import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { docsQuery } from '../../console/explorer/docs-query.js';
import { freePort } from '../../server/testing/free-port.js';
import { call } from '../../server/testing/graphql-caller.js';
import { createTestDatabase, type TestDatabase } from '../../server/testing/test-database.js';
import { ProductProcess } from './storm/product-process.js';

describe('the explorer', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'clawbutler-explorer-'));
  const started: ProductProcess[] = [];
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(async () => {
    await Promise.all(started.map((one) => one.stop()));
    await database.drop();
    rmSync(dataDir, { recursive: true, force: true });
  });

  /** The built server with its built pages. @returns its origin */
  async function serve(environment: 'development' | 'production'): Promise<string> {
    const port = String(await freePort());
    const env = {
      ...{ NODE_ENV: environment, CLAWBUTLER_PORT: port, CLAWBUTLER_DATA_DIR: dataDir },
      ...{ CLAWBUTLER_DATABASE_URL: database.appUrl, CLAWBUTLER_DATABASE_POOL: '2' },
    };
    const one = new ProductProcess({ name: environment, role: 'api', env, logFile: join(dataDir, 'log') });
    started.push(one);
    await one.start();
    return `http://127.0.0.1:${port}`;
  }

  it('is served in development, by itself alone, under the policy of everything else', async () => {
    const url = await serve('development');
    const page = await fetch(`${url}/explorer/`);
    const html = await page.text();
    expect([page.status, page.headers.get('content-type')]).toEqual([
      200,
      expect.stringMatching(/^text\/html/),
    ]);
    const policy = page.headers.get('content-security-policy')!;
    expect(policy).toBe((await fetch(`${url}/health/live`)).headers.get('content-security-policy'));
    expect(policy).not.toMatch(/https?:|unsafe/);
    const files = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, file]) => file!);
    expect(files.length).toBeGreaterThan(1);
    for (const file of files) {
      expect(file).toMatch(/^\/(?!\/)/);
      expect([file, (await fetch(url + file)).status]).toEqual([file, 200]);
    }
    expect(html).not.toMatch(/<style|<script(?![^>]* src=)/);
    const { data } = await call(url, docsQuery);
    const approval = data.__schema.types.find(({ name }: { name: string }) => name === 'Approval');
    expect(approval.description).toContain('held until decided');
  });

  it('does not exist in production, nor does introspection', async () => {
    const url = await serve('production');
    for (const path of ['/explorer', '/explorer/', '/explorer/index.html'])
      expect([path, (await fetch(url + path)).status]).toEqual([path, 404]);
    expect((await call(url, docsQuery)).data).toBeNull();
  });
});
