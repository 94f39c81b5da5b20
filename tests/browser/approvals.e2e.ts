import type { Page } from 'playwright-core';
import { Company } from './harness/company.js';
import { journeys } from './harness/journey.js';

let company: Company;
const tell = journeys(() => company.browser);

beforeAll(async () => {
  company = await Company.start();
});
afterEach(() => company?.browser.closeAll());
afterAll(() => company?.stop());

const row = (page: Page, command: string) =>
  page.getByRole('list', { name: /Waiting requests/ }).getByRole('link', { name: command });
const open = (page: Page, id: string) => page.goto(`/o/home/approvals/${id}`);
const live = (page: Page) => page.getByText('Live', { exact: true }).waitFor();

tell('the keyboard alone: move, open, allow once, deny, allow always', async () => {
  const { page, trouble } = await company.window(company.world.owner);
  const commands = ['npm run one', 'npm run two', 'npm run three'];
  const ids: string[] = [];
  for (const [n, command] of commands.entries())
    ids.push(await company.ask({ command, lifeMs: 600_000 + n * 100_000 }));
  await page.goto('/o/home/approvals');
  await row(page, 'npm run three').waitFor();
  // The address changes a moment before the page does, and keys are for what is on the screen.
  const isOpen = async (at: number) => {
    await page.waitForURL(`**/approvals/${ids[at]}`);
    await page.getByRole('region', { name: 'Command' }).getByText(commands[at]!, { exact: true }).waitFor();
  };
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await isOpen(0);
  await page.keyboard.press('j');
  await isOpen(1);
  await page.keyboard.press('k');
  await isOpen(0);
  await page.getByRole('button', { name: /^Allow once/ }).waitFor();
  await page.keyboard.press('a');
  expect(await company.answerTo('npm run one')).toBe('allow-once');
  await page.getByText('Allowed once by you').first().waitFor();
  await open(page, ids[1]!);
  await page.getByRole('button', { name: /^Deny/ }).waitFor();
  await page.keyboard.press('r');
  await page.keyboard.type('adj k');
  expect(company.gateway.answerTo('npm run two')).toBeNull();
  await page.getByRole('heading', { level: 1, name: /wants to run/ }).click();
  await page.keyboard.press('d');
  expect(await company.answerTo('npm run two')).toBe('deny');
  await page.getByText('adj k', { exact: true }).waitFor();
  await open(page, ids[2]!);
  await page.getByRole('button', { name: /^Deny/ }).waitFor();
  await page.keyboard.press('Shift+A');
  await page.getByRole('dialog', { name: 'Allow this always?' }).getByText('npm run three').waitFor();
  await page.getByRole('button', { name: 'Allow always', exact: true }).press('Enter');
  expect(await company.answerTo('npm run three')).toBe('allow-always');
  expect(trouble).toEqual([]);
});

tell('a batch: x ticks, each is shown whole, each is decided for itself', async () => {
  const { page, trouble } = await company.window(company.world.owner);
  const commands = ['touch batch-1', 'touch batch-2', 'touch batch-3'];
  for (const command of commands) await company.ask({ command });
  const kept = await company.ask({ command: 'touch kept' });
  await page.goto('/o/home/approvals');
  await row(page, 'touch kept').waitFor();
  for (const _ of commands) {
    await page.keyboard.press('j');
    await page.keyboard.press('x');
  }
  await page.getByText('3 requests selected').waitFor();
  await page.getByRole('button', { name: 'Deny…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Deny: 3 requests?' });
  for (const command of commands) await dialog.getByText(command, { exact: true }).first().waitFor();
  expect(commands.map((command) => company.gateway.answerTo(command))).toEqual([null, null, null]);
  await dialog.getByLabel('Reason').fill('all of them');
  await dialog.getByRole('button', { name: 'Deny: 3 requests' }).click();
  const after = page.getByRole('dialog', { name: 'What became of them' });
  await after.getByText('Denied', { exact: true }).nth(2).waitFor();
  for (const command of commands) expect(await company.answerTo(command)).toBe('deny');
  await after.getByRole('button', { name: 'Done' }).click();
  await row(page, 'touch kept').waitFor();
  expect(company.gateway.answerTo('touch kept')).toBeNull();
  await open(page, kept);
  await page.getByRole('button', { name: /^Deny/ }).click();
  expect(await company.answerTo('touch kept')).toBe('deny');
  expect(trouble).toEqual([]);
});

tell('two people at the same moment: one answer counts, and the other learns whose', async () => {
  const ada = await company.world.member('APPROVER', 'Ada Approver');
  const id = await company.ask({ command: 'touch raced' });
  const [slow, fast] = [await company.window(company.world.owner), await company.window(ada)];
  await Promise.all([open(slow.page, id), open(fast.page, id)]);
  await slow.page.getByRole('button', { name: /^Allow once/ }).waitFor();
  // The owner's press is on its way while Ada's arrives.
  const adaIsRecorded = fast.page.getByText('Denied by you').first().waitFor();
  await slow.page.route('**/graphql', async (route) => {
    if (route.request().postData()?.includes('decideApproval(')) await adaIsRecorded;
    await route.continue();
  });
  await slow.page.keyboard.press('a');
  await fast.page.getByRole('button', { name: /^Deny/ }).click();
  await slow.page.getByText('Denied by Ada Approver, before you').waitFor();
  expect(await company.answerTo('touch raced')).toBe('deny');
  expect([...slow.trouble, ...fast.trouble]).toEqual([]);
});

tell('silence is denial: time runs out on the screen, and no key allows it afterwards', async () => {
  const { page, trouble } = await company.window(company.world.owner);
  const id = await company.ask({ command: 'touch too-late', lifeMs: 6_000 });
  await open(page, id);
  await page.getByRole('timer').first().waitFor();
  await page.getByText('Denied: nobody decided in time').first().waitFor();
  await page.keyboard.press('a');
  expect(await page.getByRole('button', { name: /^Allow once/ }).count()).toBe(0);
  const { approval } = await company.world.owner.gql(
    'query ($id: ID!) { approval(id: $id) { state decisionSource } }',
    { id },
  );
  expect(approval).toEqual({ state: 'EXPIRED', decisionSource: 'TIMEOUT' });
  expect(trouble).toEqual([]);
});

tell('a new request reaches an open inbox, the counter and nobody else’s organisation', async () => {
  const other = await company.world.organization('Elsewhere');
  const [ours, theirs] = [await company.window(company.world.owner), await company.window(other.owner)];
  await ours.page.goto('/o/home/approvals');
  await theirs.page.goto('/o/elsewhere/approvals');
  await Promise.all([live(ours.page), live(theirs.page)]);
  const id = await company.ask({ command: 'touch news' });
  await row(ours.page, 'touch news').waitFor();
  await ours.page.getByRole('link', { name: /Waiting\D*1/ }).waitFor();
  expect(await theirs.page.getByText('touch news').count()).toBe(0);
  await open(theirs.page, id);
  await theirs.page.getByText('There is nothing at this address').waitFor();
  await theirs.page.goto(`/o/elsewhere/approvals/${id}`);
  await theirs.page.getByText('There is no such request').waitFor();
  expect(await theirs.page.getByText('touch news').count()).toBe(0);
  await row(ours.page, 'touch news').click();
  await ours.page.getByRole('button', { name: /^Deny/ }).click();
  expect(await company.answerTo('touch news')).toBe('deny');
});
