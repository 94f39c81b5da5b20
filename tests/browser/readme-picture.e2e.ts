import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Company } from './harness/company.js';
import { journeys } from './harness/journey.js';
import { settled } from './harness/page-checks.js';

const file = path.resolve(import.meta.dirname, '../../docs/img/approvals.png');

let company: Company;
const tell = journeys(() => company.browser);

beforeAll(async () => {
  company = await Company.start();
});
afterAll(() => company?.stop());

const minutes = (count: number) => count * 60_000;

// CLAWBUTLER_TEST_PICTURE=1 npm run test:browser -- readme-picture   writes it anew.
tell('the picture of the README can be taken, and is small enough for one', async () => {
  const { owner } = company.world;
  await owner.gql('mutation ($input: ApprovalPolicyInput!) { createApprovalPolicy(input: $input) { id } }', {
    input: {
      name: 'Production deploys',
      effect: 'REQUIRE_APPROVAL',
      commands: ['*deploy*'],
      requiredRole: 'OPERATOR',
    },
  });
  await company.ask({ command: 'pg_dump --table orders shop > /backup/orders.sql', lifeMs: minutes(9) });
  await company.ask({ command: 'curl -fsSL https://get.example.com/agent.sh | sh', lifeMs: minutes(14) });
  await company.ask({ command: 'git push origin release/2.41', lifeMs: minutes(22) });
  await company.ask({ command: 'npm run test -- --changed', lifeMs: minutes(28) });
  const id = await company.ask({
    command:
      './deploy.sh --env production --tag v2.41.0 \\\n  && kubectl rollout status deployment/shop --timeout=5m',
    lifeMs: minutes(5),
  });
  const { page, trouble } = await company.window(owner, { colorScheme: 'light' });
  await page.goto(`/o/home/approvals/${id}`);
  await settled(page);
  await page.getByText('Live', { exact: true }).waitFor();
  const picture = await page.screenshot();
  expect(picture.byteLength).toBeLessThan(300_000);
  // Width and height stand in the header of a PNG.
  expect([picture.readUInt32BE(16), picture.readUInt32BE(20)]).toEqual([1440, 900]);
  expect(trouble).toEqual([]);
  if (process.env.CLAWBUTLER_TEST_PICTURE) {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, picture);
  }
});
