import { spawnSync } from 'node:child_process';
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { START_LIMIT_MS, startRealGateway, type RealGateway } from '../gateway/harness/real-gateway.js';
import {
  freePort,
  launch,
  newDataDir,
  readInstance,
  removeDataDirs,
  type Launched,
} from '../launcher/launched.js';
import { Chromium, type Visitor } from './harness/chromium.js';
import { journeys } from './harness/journey.js';

const cli = path.resolve(import.meta.dirname, '../../dist/agent/clawbutler.js');
const setupLink = /http\S+\/setup\?token=\S+/;
const dataDir = newDataDir();

let browser: Chromium;
let gateway: RealGateway;
let product: Launched;
let olga: Visitor;
/** Documents the window loaded: one more would be a reload. */
let loads = 0;
const tell = journeys(() => browser);

// One journey in chapters: each goes on in the window of the one before, as a person would.
beforeAll(async () => {
  product = launch(dataDir, await freePort());
  [browser, gateway] = await Promise.all([Chromium.start(), startRealGateway(), product.printed(setupLink)]);
  olga = await browser.visitor(product.url);
  // A killed server's lease on the gateway runs out before the next one takes over.
  olga.page.setDefaultTimeout(60_000);
  olga.page.on('domcontentloaded', () => (loads += 1));
}, START_LIMIT_MS);

afterAll(async () => {
  await browser?.stop();
  await gateway?.stop();
  product?.signal('SIGTERM');
  await product?.exited;
  removeDataDirs();
}, 60_000);

const goTo = (place: RegExp | string) =>
  olga.page.getByRole('navigation').getByRole('link', { name: place }).first().click();
const request = (command: string) =>
  olga.page.getByRole('list', { name: /Waiting requests/ }).getByRole('link', { name: command });
/** A step of the card: asked, decided, delivered, executed. */
const step = (words: RegExp) =>
  olga.page
    .getByRole('region', { name: 'What happened' })
    .getByRole('listitem')
    .filter({ hasText: words })
    .waitFor();

tell('the printed link makes the first owner and the organisation', async () => {
  const { page } = olga;
  await page.goto(setupLink.exec(product.output())![0]);
  await page.getByLabel('Your name').fill('Olga Owner');
  await page.getByLabel('E-mail').fill('olga@example.org');
  await page.getByLabel('Password', { exact: true }).fill('correct horse battery staple');
  await page.getByLabel('Organisation').fill('Acme Robotics');
  await page.getByRole('button', { name: 'Create owner and organisation' }).click();
  await page.getByRole('heading', { name: 'Dashboard' }).waitFor();
  expect(new URL(page.url()).pathname).toBe('/o/acme-robotics');
});

tell('a gateway is added by address and token, tested before it is saved', async () => {
  const { page } = olga;
  await page.getByRole('link', { name: 'Add a gateway' }).first().click();
  await page.getByLabel('Name', { exact: true }).fill('Lab');
  await page.getByLabel('Address').fill(gateway.url);
  const token = page.getByLabel('Operator token').and(page.locator('input'));
  await token.fill('not the token');
  await page.getByRole('button', { name: 'Test connection' }).click();
  await page.getByText('Not connected', { exact: true }).waitFor();
  await token.fill(gateway.token);
  await page.getByRole('button', { name: /^Test/ }).click();
  await page.getByText('The gateway answers').waitFor();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByRole('heading', { name: 'Lab' }).waitFor();
  await page.getByText('Connected', { exact: true }).first().waitFor();
});

tell('its agents are there', async () => {
  await goTo('Agents');
  await olga.page.getByRole('link', { name: /main/ }).first().click();
  await olga.page.getByRole('heading', { level: 1, name: /main/ }).waitFor();
});

tell('what an agent tries appears without a reload; allowed once, the real command runs', async () => {
  const { page } = olga;
  await goTo(/^Approvals/);
  await page.getByText('No approvals waiting').waitFor();
  const before = loads;
  const run = await gateway.runAgentCommand('touch allowed-in-the-browser');
  await request('touch allowed-in-the-browser').click();
  await page.getByRole('region', { name: 'Command' }).getByText('touch allowed-in-the-browser').waitFor();
  expect(await gateway.has('allowed-in-the-browser')).toBe(false);
  await page.getByRole('button', { name: /^Allow once/ }).click();
  for (const words of [/Asked by main/, /Allowed once by you/, /The gateway took it/, /^Ran/])
    await step(words);
  await run.ended;
  expect(await gateway.has('allowed-in-the-browser')).toBe(true);
  expect(loads).toBe(before);
});

tell('denied by a key, it does not run', async () => {
  const { page } = olga;
  const run = await gateway.runAgentCommand('touch denied-in-the-browser');
  await request('touch denied-in-the-browser').click();
  await page.getByRole('region', { name: 'Command' }).getByText('touch denied-in-the-browser').waitFor();
  await page.keyboard.press('d');
  for (const words of [/Denied by you/, /The gateway took it/, /^Did not run/]) await step(words);
  expect(await run.ended).toMatchObject({ state: 'final' });
  expect(await gateway.has('denied-in-the-browser')).toBe(false);
});

tell(
  'the audit page shows asked, decided and executed; its export is proven offline, and only untouched',
  async () => {
    const { page } = olga;
    await goTo('Audit');
    const events = page.getByRole('table', { name: /Events/ });
    for (const sentence of [
      '“Lab” asked to run “touch allowed-in-the-browser”',
      'Olga Owner allowed once “touch allowed-in-the-browser”',
      'reported on “touch allowed-in-the-browser”: it ran.',
      'Olga Owner denied “touch denied-in-the-browser”',
      'reported on “touch denied-in-the-browser”: it did not run.',
    ])
      await events.getByText(sentence).first().waitFor();
    await page.getByRole('button', { name: /^Export/ }).click();
    const download = page.waitForEvent('download');
    await page.getByRole('dialog').getByRole('link', { name: 'Download' }).click();
    const file = path.join(gateway.dir, 'audit.jsonl');
    copyFileSync(await (await download).path(), file);
    expect(verify(file)).toMatchObject({ status: 0 });
    const text = readFileSync(file, 'utf8');
    expect(text).toContain('touch allowed-in-the-browser');
    writeFileSync(file, text.replace('touch allowed-in-the-browser', 'touch forged-in-the-browser'));
    expect(verify(file)).toMatchObject({ status: 1 });
  },
);

tell(
  'killed while a request waits, the server comes back, and so does the page: nothing is lost',
  async () => {
    const { page } = olga;
    await goTo(/^Approvals/);
    const run = await gateway.runAgentCommand('touch survived-in-the-browser');
    await request('touch survived-in-the-browser').waitFor();
    const before = loads;
    process.kill(readInstance(dataDir).server.pid, 'SIGKILL');
    await page
      .getByText(/^Reconnecting/)
      .first()
      .waitFor();
    await page.getByText('Live', { exact: true }).waitFor();
    await request('touch survived-in-the-browser').click();
    await page.getByRole('button', { name: /^Allow once/ }).click();
    await step(/^Ran/);
    await run.ended;
    expect(await gateway.has('survived-in-the-browser')).toBe(true);
    expect(loads).toBe(before);
  },
);

tell('all of it without an exception, a dialog, a foreign request or a broken policy', () => {
  // A browser reports every request to a server that is down; that one was killed.
  const serious = olga.trouble.filter(
    ({ kind, words }) => kind !== 'console' || !/ERR_CONNECTION_REFUSED|WebSocket connection/.test(words),
  );
  expect(serious).toEqual([]);
});

const verify = (file: string) => spawnSync(process.execPath, [cli, 'verify', file], { encoding: 'utf8' });
