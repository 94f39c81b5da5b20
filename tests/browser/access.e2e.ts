import type { Page } from 'playwright-core';
import { worldPassword } from '../../server/testing/world.js';
import type { Person } from '../../server/testing/actor.js';
import { Company } from './harness/company.js';
import { Chromium } from './harness/chromium.js';
import { journeys } from './harness/journey.js';
import { startProduct, type Product } from './harness/product.js';

const path = (page: Page) => new URL(page.url()).pathname;

describe('the first link', () => {
  let app: Product;
  let browser: Chromium;
  const tell = journeys(() => browser);
  beforeAll(async () => {
    [app, browser] = await Promise.all([startProduct(), Chromium.start()]);
  });
  afterAll(async () => {
    await browser?.stop();
    await app?.stop();
  });

  tell('says at the field what is missing, keeps what was typed, works once and for one', async () => {
    const [first, second] = [await browser.visitor(app.url), await browser.visitor(app.url)];
    await first.page.goto(app.setupLink!);
    await second.page.goto(app.setupLink!);
    await fillSetup(first.page, 'olga@example.org', 'too short');
    await first.page.getByText('Use at least 12 characters').waitFor();
    expect(await first.page.getByLabel('Your name').inputValue()).toBe('Olga Owner');
    await first.page.getByLabel('Password', { exact: true }).fill(worldPassword);
    await first.page.getByRole('button', { name: 'Create owner and organisation' }).click();
    await first.page.getByRole('heading', { name: 'Dashboard' }).waitFor();
    // A second browser had the form open all the while.
    await fillSetup(second.page, 'eve@example.org', worldPassword);
    await second.page.getByRole('alert').first().waitFor();
    expect(path(second.page)).toBe('/setup');
    await second.page.goto(app.setupLink!);
    await second.page.getByRole('heading', { name: 'Sign in' }).waitFor();
    const known = await app.gql(
      'mutation ($input: LoginInput!) { login(input: $input) { viewer { user { id } } } }',
      {
        input: { email: 'eve@example.org', password: worldPassword },
      },
    );
    expect(known.errors).toBeDefined();
    expect(first.trouble).toEqual([]);
  });
});

async function fillSetup(page: Page, email: string, password: string): Promise<void> {
  await page.getByLabel('Your name').fill('Olga Owner');
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByLabel('Organisation').fill('Home');
  await page.getByRole('button', { name: 'Create owner and organisation' }).click();
}

describe('people', () => {
  let company: Company;
  let world: Company['world'];
  const tell = journeys(() => company.browser);
  beforeAll(async () => {
    company = await Company.start();
    world = company.world;
  });
  afterEach(() => company?.browser.closeAll());
  afterAll(() => company?.stop());

  async function signIn(page: Page, { email, password }: { email: string; password: string }): Promise<void> {
    await page.getByLabel('E-mail').fill(email);
    await page.getByLabel('Password', { exact: true }).fill(password);
    await page.getByRole('button', { name: 'Sign in' }).click();
  }

  tell('sign-in: wrong and unknown sound the same, right leads back to the page that asked', async () => {
    const { page } = await company.browser.visitor(company.app.url);
    const { email } = world.owner.account;
    await page.goto('/o/home/connectors?asked=1');
    await page.waitForURL('**/login?**');
    const said: string[] = [];
    for (const who of [email, 'nobody@example.org']) {
      await signIn(page, { email: who, password: 'not the password' });
      await page.getByRole('form', { name: 'Sign in' }).getByRole('alert').first().waitFor();
      await page.locator('form[data-busy]').waitFor({ state: 'detached' });
      said.push(await page.getByRole('alert').first().innerText());
    }
    // Apart from the id of the request.
    expect(said[0]!.split('\n')[0]).toBe(said[1]!.split('\n')[0]);
    expect(await page.getByLabel('E-mail').inputValue()).toBe('nobody@example.org');
    await signIn(page, { email, password: worldPassword });
    await page.waitForURL('**/o/home/connectors?asked=1');
    await page.getByRole('heading', { name: 'Connectors' }).waitFor();
  });

  tell('signing out in one tab ends the other tab too', async () => {
    const session = await world.login(world.owner);
    const { page, context } = await company.window(session);
    const other = await context.newPage();
    await Promise.all([page.goto('/o/home'), other.goto('/o/home/approvals')]);
    await other.getByText('Live', { exact: true }).waitFor();
    await page.getByRole('button', { name: /Account of/ }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await other.waitForURL('**/login**', { timeout: 5_000 });
    await other.goto('/o/home/approvals');
    await other.getByRole('heading', { name: 'Sign in' }).waitFor();
    expect(await other.getByText('Approvals').count()).toBe(0);
  });

  tell('a revoked session is at the sign-in page within 5 s, wherever it was', async () => {
    const session = await world.login(world.owner);
    const { page } = await company.window(session);
    await page.goto('/o/home/activity');
    await page.getByText('Live', { exact: true }).waitFor();
    await world.owner.gql('mutation ($id: ID!) { revokeSession(id: $id) }', {
      id: session.account.sessionId,
    });
    await page.waitForURL('**/login**', { timeout: 5_000 });
    await page.getByLabel('Password', { exact: true }).waitFor();
  });

  tell(
    'an invite makes a viewer, who sees the request and why the buttons are closed; it works once',
    async () => {
      const { inviteMember } = await world.owner.gql(
        'mutation ($input: InviteMemberInput!) { inviteMember(input: $input) { url } }',
        { input: { role: 'VIEWER', email: 'vera@example.org' } },
      );
      const id = await company.ask({ command: 'touch seen-only' });
      const { page, trouble } = await company.browser.visitor(company.app.url);
      await page.goto(inviteMember.url);
      await page.getByRole('heading', { name: 'Join Home' }).waitFor();
      await page.getByLabel('Your name').fill('Vera Viewer');
      expect(await page.getByLabel('E-mail').inputValue()).toBe('vera@example.org');
      await page.getByLabel('Password', { exact: true }).fill(worldPassword);
      await page.getByRole('button', { name: 'Create account and join' }).click();
      await page.getByRole('heading', { name: 'Dashboard' }).waitFor();
      await page.goto(`/o/home/approvals/${id}`);
      await page.getByText('Your role here does not decide approvals.').waitFor();
      for (const name of [/^Deny/, /^Allow once/])
        expect(await page.getByRole('button', { name }).isDisabled()).toBe(true);
      await page.keyboard.press('a');
      await page.keyboard.press('d');
      expect(company.gateway.answerTo('touch seen-only')).toBeNull();
      const late = await company.browser.visitor(company.app.url);
      await late.page.goto(inviteMember.url);
      await late.page.getByText('This invite does not work any more').waitFor();
      expect(trouble).toEqual([]);
    },
  );

  tell('a role taken away closes the buttons of an open page', async () => {
    const ada: Person = await world.member('APPROVER', 'Ada Approver');
    const id = await company.ask({ command: 'touch role-change' });
    const { page } = await company.window(ada);
    await page.goto(`/o/home/approvals/${id}`);
    await page.getByText('Live', { exact: true }).waitFor();
    expect(await page.getByRole('button', { name: /^Deny/ }).isEnabled()).toBe(true);
    await world.owner.gql(
      'mutation ($id: ID!, $role: Role!) { changeMemberRole(userId: $id, role: $role) { role } }',
      {
        id: ada.userId,
        role: 'VIEWER',
      },
    );
    await page.getByText('Your role here does not decide approvals.').waitFor();
    expect(await page.getByRole('button', { name: /^Deny/ }).isDisabled()).toBe(true);
  });

  tell('the switcher leads to another organisation, whose pages show nothing of the first', async () => {
    const { createOrganization } = await world.owner.gql(
      'mutation { createOrganization(name: "Second House") { slug } }',
    );
    await company.ask({ command: 'touch first-house-only' });
    const { page, trouble } = await company.window(world.owner);
    await page.goto('/o/home/approvals');
    await page.getByText('touch first-house-only').first().waitFor();
    await page.getByRole('button', { name: /^Organisation/ }).click();
    await page.getByRole('menuitemradio', { name: 'Second House' }).click();
    await page.waitForURL(`**/o/${createOrganization.slug}`);
    await page.getByRole('link', { name: 'Add a gateway' }).first().waitFor();
    await page.goto(`/o/${createOrganization.slug}/approvals`);
    await page.getByText('No approvals waiting').waitFor();
    expect(await page.getByText('touch first-house-only').count()).toBe(0);
    await page.goto('/o/no-such-house');
    await page.getByRole('heading', { level: 1 }).waitFor();
    expect(trouble).toEqual([]);
  });
});
