import { docsQuery } from '../../console/explorer/docs-query.js';
import { createTestApp, type TestApp } from '../../server/testing/test-app.js';

const started: TestApp[] = [];

async function serve(environment: 'development' | 'production'): Promise<TestApp> {
  const app = await createTestApp({ env: { NODE_ENV: environment } });
  started.push(app);
  return app;
}

afterAll(() => Promise.all(started.map((app) => app.stop())));

describe('the explorer', () => {
  it('is served in development, by itself alone, under the policy of everything else', async () => {
    const { url } = await serve('development');
    const page = await fetch(`${url}/explorer/`);
    const html = await page.text();
    expect([page.status, page.headers.get('content-type')]).toEqual([
      200,
      expect.stringContaining('text/html'),
    ]);
    const policy = page.headers.get('content-security-policy')!;
    expect(policy).toBe((await fetch(`${url}/graphql`)).headers.get('content-security-policy'));
    expect(policy).not.toMatch(/https?:|unsafe/);
    const files = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, file]) => file!);
    expect(files.length).toBeGreaterThan(1);
    for (const file of files) {
      expect(file).toMatch(/^\/(?!\/)/);
      expect([file, (await fetch(url + file)).status]).toEqual([file, 200]);
    }
    expect(html).not.toMatch(/<style|<script(?![^>]* src=)/);
  });

  it('reads the schema in development, within the limits everybody has', async () => {
    const { data } = await started[0]!.gql(docsQuery);
    const approval = data.__schema.types.find(({ name }: { name: string }) => name === 'Approval');
    expect(approval.description).toContain('held until decided');
  });

  it('does not exist in production', async () => {
    const app = await serve('production');
    for (const path of ['/explorer', '/explorer/', '/explorer/index.html'])
      expect([path, (await fetch(app.url + path)).status]).toEqual([path, 404]);
    expect((await app.gql(docsQuery)).code).toBe('BAD_OPERATION');
  });
});
