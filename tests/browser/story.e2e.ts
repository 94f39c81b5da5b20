import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { freePort, launch, newDataDir, removeDataDirs, type Launched } from '../launcher/launched.js';
import { START_LIMIT_MS, startRealGateway, type RealGateway } from '../gateway/harness/real-gateway.js';
import { Chromium, type Visitor } from './harness/chromium.js';
import { until } from '../gateway/harness/until.js';

const cli = path.resolve(import.meta.dirname, '../../dist/agent/clawbutler.js');

let browser: Chromium;
let gateway: RealGateway;
let product: Launched;
let olga: Visitor;
/** Documents the window loaded: one more would be a reload. */
let loads = 0;

beforeAll(async () => {
  const port = await freePort();
  product = launch(newDataDir(), port);
  [browser, gateway] = await Promise.all([
    Chromium.start(),
    startRealGateway(),
    product.printed(/setup\?token=\S+/),
  ]);
  olga = await browser.visitor(product.url);
  olga.page.on('domcontentloaded', () => (loads += 1));
}, START_LIMIT_MS);

afterAll(async () => {
  await browser?.stop();
  await gateway?.stop();
  product?.signal('SIGTERM');
  await product?.exited;
  removeDataDirs();
}, 60_000);

/** Each chapter continues the window of the one before, as a person would. */
async function chapter(name: string, tell: () => Promise<void>): Promise<void> {
  try {
    await tell();
  } catch (error) {
    console.error(`${name}: ${(await browser.pictures(name)).join(', ')}`);
    throw error;
  }
}

const tell = (name: string, what: () => Promise<void>) => it(name, () => chapter(name, what));

tell('the printed link makes the first owner and the organisation', async () => {
  const { page } = olga;
  await page.goto(/http\S+setup\?token=\S+/.exec(product.output())![0]);
  await page.getByLabel('Your name').fill('Olga Owner');
  await page.getByLabel('E-mail').fill('olga@example.org');
  await page.getByLabel('Password', { exact: true }).fill('correct horse battery staple');
  await page.getByLabel('Organisation').fill('Acme Robotics');
  await page.getByRole('button', { name: 'Create owner and organisation' }).click();
  await page.getByRole('heading', { name: 'Dashboard' }).waitFor();
  expect(new URL(page.url()).pathname).toBe('/o/acme-robotics');
});

tell('a gateway is added by address and token, tested first, and shows its agents', async () => {
  const { page } = olga;
  await page.getByRole('link', { name: 'Add a gateway' }).first().click();
  await page.getByLabel('Name', { exact: true }).fill('Lab');
  await page.getByLabel('Address').fill(gateway.url);
  await page.getByLabel('Operator token', { exact: true }).last().fill(gateway.token);
  await page.getByRole('button', { name: 'Test connection' }).click();
  await page.getByText('The gateway answers').waitFor();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByRole('heading', { name: 'Lab' }).waitFor();
  await page.getByText('Connected', { exact: true }).first().waitFor();
  await page.getByRole('navigation').getByRole('link', { name: 'Agents' }).first().click();
  await page.getByRole('link', { name: /main/ }).first().waitFor();
});

tell('what an agent tries appears without a reload; allowed once, the real command runs', async () => {
  const { page } = olga;
  await page
    .getByRole('navigation')
    .getByRole('link', { name: /^Approvals/ })
    .first()
    .click();
  await page.getByRole('heading', { name: 'Approvals' }).waitFor();
  const before = loads;
  const run = await gateway.runAgentCommand('touch allowed-in-the-browser');
  const row = page.getByRole('link', { name: /touch allowed-in-the-browser/ }).first();
  await row.click();
  expect(loads).toBe(before);
  expect(await gateway.has('allowed-in-the-browser')).toBe(false);
  await page.getByRole('button', { name: /^Allow once/ }).click();
  await page.getByText('Ran', { exact: false }).first().waitFor();
  await run.ended;
  expect(await gateway.has('allowed-in-the-browser')).toBe(true);
  expect(loads).toBe(before);
});

tell('denied by a key, it does not run', async () => {
  const { page } = olga;
  const run = await gateway.runAgentCommand('touch denied-in-the-browser');
  await page
    .getByRole('link', { name: /touch denied-in-the-browser/ })
    .first()
    .click();
  await page.getByRole('button', { name: /^Deny/ }).waitFor();
  await page.keyboard.press('d');
  await page
    .getByText(/You denied|Denied by you/i)
    .first()
    .waitFor();
  await run.ended;
  expect(await gateway.has('denied-in-the-browser')).toBe(false);
});

tell('the audit page shows asked, decided and executed; its export is proven offline', async () => {
  const { page } = olga;
  await page.getByRole('navigation').getByRole('link', { name: 'Audit' }).first().click();
  for (const sentence of [/asked to run/, /allowed once/, /it ran/, /denied/])
    await page.getByText(sentence).first().waitFor();
  await page.getByRole('button', { name: /^Export/ }).click();
  const download = page.waitForEvent('download');
  await page.getByRole('dialog').getByRole('link', { name: /JSON/ }).click();
  const file = await (await download).path();
  const said = execFileSync(process.execPath, [cli, 'verify', file], { encoding: 'utf8' });
  expect(said).toMatch(/verif/i);
});

it('all of it without an error, a dialog, a foreign request or a broken policy', async () => {
  await until(async () => product.output().includes('ClawButler is running'), { what: 'the product' });
  expect(olga.trouble).toEqual([]);
});
