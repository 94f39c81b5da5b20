import { Company } from './harness/company.js';
import { journeys } from './harness/journey.js';
import { entryOf, found, Machine } from './harness/machine.js';
import type { Visitor } from './harness/chromium.js';

let company: Company;
let olga: Visitor;
const machines: Machine[] = [];
const tell = journeys(() => company.browser);

// Chapters of one journey: each goes on where the one before ended.
beforeAll(async () => {
  company = await Company.start();
  olga = await company.window(company.world.owner);
});
afterAll(async () => {
  machines.forEach((machine) => machine.scrap());
  await company?.stop();
});

function machine(hostname: string): Machine {
  const made = new Machine(company.app.url, hostname);
  machines.push(made);
  return made;
}

const claude = found('Claude Code in ~/.claude', '~/.claude', { sessionCount: 2, runningCount: 1 });
const codex = found('Codex in ~/.codex', '~/.codex', { kind: 'CODEX', key: 'codex:~/.codex' });
const instanceId = async () => {
  const { runtimeHosts } = await company.world.owner.gql(
    '{ runtimeHosts { edges { node { name instances { id kind } } } } }',
  );
  const { node } = runtimeHosts.edges.find(
    ({ node: { name } }: { node: { name: string } }) => name === 'build-1',
  );
  return node.instances.find(({ kind }: { kind: string }) => kind === 'CLAUDE_CODE').id as string;
};
let build: Machine;

tell('a command from the console pairs a machine, and the page sees it arrive', async () => {
  const { page } = olga;
  await page.goto('/o/home/hosts');
  await page.getByRole('heading', { name: 'No machine is paired yet' }).waitFor();
  await page.getByRole('link', { name: 'Pair a machine' }).first().click();
  await page.getByText('Live', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Make the command' }).click();
  const command = await page.getByRole('group', { name: 'Pairing command' }).locator('code').innerText();
  await page.getByText('Waiting for the machine').waitFor();
  build = machine('build-1');
  expect(await build.pairing.enrol(/--token (\S+)/.exec(command)![1]!)).toMatchObject({ state: 'APPROVED' });
  await page.getByText('build-1 is paired').waitFor();
  await page.getByRole('link', { name: 'Choose what to read' }).click();
  await page.getByRole('heading', { level: 1, name: 'build-1' }).waitFor();
  await page.getByText(build.fingerprint.slice(0, 19)).first().waitFor();
});

tell('runtimes that it finds are added in one go, metadata alone unless chosen otherwise', async () => {
  const { page } = olga;
  await build.report([claude, codex], { problems: ['The disk is nearly full.'] });
  await page.getByText('The disk is nearly full.').waitFor();
  expect(await page.getByRole('radio', { name: /Metadata only/ }).isChecked()).toBe(true);
  await page.getByRole('checkbox', { name: /^Claude Code in/ }).check();
  await page.getByRole('radio', { name: /Full content/ }).check();
  await page.getByRole('button', { name: 'Add one runtime' }).click();
  const added = page.getByRole('list', { name: 'Runtimes added' });
  await added.getByText('Claude Code in ~/.claude').waitFor();
  await added.getByText('Full content').waitFor();
  await added.getByText(/nothing is enforced there/).waitFor();
  await added.getByRole('button', { name: /^Pause/ }).click();
  await added.getByText('Paused', { exact: true }).waitFor();
  await added.getByRole('button', { name: /^Resume/ }).click();
  await added.getByText('Paused', { exact: true }).waitFor({ state: 'detached' });
});

const facts = { relation: 'MAIN', sourceGone: false, cwd: '/src/web', repository: 'acme/web' } as const;
const hostile = 'Fix <b onclick=alert(1)>it</b> \u202e https://evil.example';

tell('what it reads appears in the list, whole in the timeline, and as it is written', async () => {
  const { page } = olga;
  await page.goto('/o/home/sessions');
  await page.getByRole('heading', { name: 'No sessions were read yet' }).waitFor();
  await page.getByText('Live', { exact: true }).waitFor();
  const call = { toolName: 'Bash', toolCallId: 't1' };
  await build.sync({
    instanceId: await instanceId(),
    sessions: [
      { ...facts, externalId: 's1', title: hostile, status: 'RUNNING' },
      {
        ...facts,
        externalId: 's2',
        title: 'Look around',
        status: 'ENDED',
        relation: 'SUBAGENT',
        parentExternalId: 's1',
      },
    ],
    entries: [
      entryOf('s1', 0, 'MESSAGE', { role: 'USER', text: hostile }),
      entryOf('s1', 1, 'TOOL_CALL', { role: 'ASSISTANT', text: '{"command":"make"}', ...call }),
      entryOf('s1', 2, 'TOOL_RESULT', { role: 'TOOL', text: 'All 12 targets are up to date', ...call }),
    ],
    usages: [
      {
        ...{ sessionExternalId: 's1', key: 'u1', model: 'a-model-nobody-prices', input: 900, output: 100 },
        ...{ cacheRead: 0, cacheWrite: 0, cacheWriteLong: 0, reasoning: 0 },
      },
    ],
  });
  const row = page.getByRole('row').filter({ hasText: 'evil.example' });
  await row.getByText('unpriced').waitFor();
  expect(await row.getByText('$0').count()).toBe(0);
  await row.getByRole('link').first().click();
  await page.getByText('U+202E').first().waitFor();
  await page.getByRole('button', { name: /Bash/ }).click();
  await page.getByText('All 12 targets are up to date').waitFor();
  expect(await page.locator('main [onclick], main a[href*="evil"]').count()).toBe(0);
  await page.getByRole('link', { name: /Look around/ }).waitFor();
  await page.getByText('Live', { exact: true }).waitFor();
  await build.sync({
    ...{ instanceId: await instanceId(), sessions: [], usages: [] },
    entries: [entryOf('s1', 3, 'MESSAGE', { role: 'ASSISTANT', text: 'Written just now' })],
  });
  await page.getByRole('list', { name: 'Timeline' }).getByText('Written just now').waitFor();
});

tell('a link leads to one entry, and erasing takes the texts away', async () => {
  const { page } = olga;
  const last = page.getByRole('list', { name: 'Timeline' }).getByRole('listitem').last();
  await last.getByRole('link', { name: 'Link to this entry' }).click();
  await page.waitForURL(/entry=/);
  await page.reload();
  await page.locator('[aria-current=true]').getByText('Written just now').waitFor();
  await page.getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Erase its content…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox').fill('erase');
  await dialog.getByRole('button', { name: 'Erase content' }).click();
  await page.getByText('Its content was erased here').waitFor();
  await page.getByText(/^16 characters erased here/).waitFor();
  expect(await page.getByText('Written just now').count()).toBe(0);
});

tell('a code leads to a page that shows the machine and decides nothing by itself', async () => {
  const laptop = machine('olgas-laptop');
  const started = await laptop.pairing.start();
  const { page, context } = await company.browser.visitor(company.app.url);
  const { pathname, search } = new URL(started.verificationUrl);
  await page.goto(pathname + search);
  await page.waitForURL(/\/login\?return=/);
  await context.addCookies(await olga.context.cookies());
  await page.goto(pathname + search);
  await page.getByText('olgas-laptop').waitFor();
  for (const pair of started.authenticationString.match(/\S+ \d+/g)!) await page.getByText(pair).waitFor();
  await page.getByText(laptop.fingerprint.slice(0, 19)).waitFor();
  expect(await laptop.pairing.poll(started.deviceCode)).toMatchObject({ state: 'PENDING' });
  await page.getByRole('button', { name: /^Approve/ }).click();
  await page.getByRole('heading', { level: 1, name: 'olgas-laptop' }).waitFor();
  await page.goto('/o/home/pair?code=AAAAA-BBBBB');
  await page.getByText('No machine waits with this code').waitFor();
});

tell('a revoked machine is refused, and the page says what that means', async () => {
  const { page, trouble } = olga;
  await page.goto('/o/home/hosts');
  await page.getByRole('link', { name: /^build-1/ }).click();
  await page.getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Revoke…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Revoke “build-1”?' });
  await dialog.getByText('Its runtime is not read any more').waitFor();
  await dialog.getByRole('textbox').fill('build-1');
  await dialog.getByRole('button', { name: 'Revoke machine' }).click();
  await page.getByText('Its key is refused for good.').first().waitFor();
  await expect(build.report([claude])).rejects.toMatchObject({ reason: 'HOST_REVOKED' });
  expect(trouble).toEqual([]);
});
