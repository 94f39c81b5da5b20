/// <reference lib="dom" />
import type { Page } from 'playwright-core';
import { Company } from './harness/company.js';
import { inPage } from './harness/in-page.js';
import { journeys } from './harness/journey.js';

let company: Company;
const tell = journeys(() => company.browser);

beforeAll(async () => {
  company = await Company.start();
});
afterEach(() => company?.browser.closeAll());
afterAll(() => company?.stop());

const breakOut =
  `"><script>alert(1)</script><img src=x onerror=alert(2)><svg/onload=alert(3)><iframe srcdoc="<script>alert(4)</script>">` +
  `<a href="javascript:alert(5)">x</a><link rel=stylesheet href=http://evil.test/a.css><style>*{display:none}</style>` +
  `{{constructor.constructor('alert(6)')()}}\${alert(7)}</pre></textarea></title><base href=http://evil.test/>`;
const hidden =
  'rm -rf \u202e/tmp/gpj.exe\u202c \u200bsafe\u2066x\u2069\u00a0end\u0000\u0007\u001b[2K\rls\u2028\ufeff\u{e0041}';

/** The command read back from the screen: plain runs as they stand, marked characters by the code point of their label. */
async function readBack(page: Page): Promise<string> {
  await command(page).waitFor();
  return inPage(page, () =>
    Array.from(document.querySelector('[aria-label="Command"]')!.children, (part) => {
      const text = part.textContent ?? '';
      const point = /^U\+([0-9A-F]+) /.exec(text)?.[1] ?? 'fffd';
      return part.localName === 'bdi' ? text : String.fromCodePoint(parseInt(point, 16));
    }).join(''),
  );
}

const command = (page: Page) => page.getByRole('region', { name: 'Command' });
const deny = async (page: Page, text: string) => {
  await page.keyboard.press('d');
  expect(await company.answerTo(text)).toBe('deny');
};

tell('markup and scripts stay text, in every field and on every page that shows them', async () => {
  const { page, trouble } = await company.window(company.world.owner);
  const text = `echo ${breakOut}`;
  const more = { cwd: `/srv/${breakOut}`, host: breakOut, warningText: breakOut, sessionKey: breakOut };
  const id = await company.ask({ command: text, more });
  await page.goto(`/o/home/approvals/${id}`);
  expect(await readBack(page)).toBe(text);
  await page.getByText('Canonical action and what the gateway sent').click();
  await page.getByRole('region', { name: 'As the gateway sent it' }).waitFor();
  await deny(page, text);
  for (const place of ['', '/approvals/history', `/approvals/history/${id}`, '/activity', '/audit']) {
    await page.goto(`/o/home${place}`);
    await page.getByText('<script>alert(1)</script>').first().waitFor();
  }
  expect(await page.locator('iframe, base, script:not([src]), a[href^="javascript:"]').count()).toBe(0);
  expect(trouble).toEqual([]);
});

tell('characters nobody can see are labelled, none is lost, and they turn nothing around', async () => {
  const { page, trouble } = await company.window(company.world.owner);
  const id = await company.ask({ command: hidden });
  await page.goto(`/o/home/approvals/${id}`);
  await command(page).waitFor();
  expect(await readBack(page)).toBe(hidden);
  for (const label of [
    'U+202E RIGHT-TO-LEFT OVERRIDE',
    'U+200B ZERO WIDTH SPACE',
    'U+001B ESCAPE',
    'U+0000 NULL',
  ])
    expect(await command(page).getByText(label, { exact: true }).isVisible()).toBe(true);
  await page.getByText(/It hides \d+ characters/).waitFor();
  // Each plain run is isolated, so that what follows a control still stands right of it.
  const runs = await command(page).locator('bdi').all();
  const boxes = await Promise.all(runs.slice(0, 2).map((run) => run.boundingBox()));
  expect(boxes[1]!.x).toBeGreaterThan(boxes[0]!.x);
  await deny(page, hidden);
  expect(trouble).toEqual([]);
});

tell(
  '200 KB are shown whole: folded with both ends first, and not to be allowed before they were unfolded',
  async () => {
    const { page, trouble } = await company.window(company.world.owner);
    const lines = Array.from(
      { length: 4_000 },
      (_, n) => `echo line ${n} of a very long script, padded`,
    ).join('\n');
    const text = `${lines}\nrm -rf / # the end`;
    expect(Buffer.byteLength(text)).toBeGreaterThan(170_000);
    const id = await company.ask({ command: text });
    await page.goto(`/o/home/approvals/${id}`);
    await command(page).getByText('rm -rf / # the end').waitFor();
    await page.getByText(/characters are folded/).waitFor();
    expect(await page.getByRole('button', { name: /^Allow once/ }).isDisabled()).toBe(true);
    await page.keyboard.press('a');
    await page.keyboard.press('a');
    await page.getByText('Part of it is folded: show all before you allow it.').waitFor();
    await page.getByRole('button', { name: 'Show all' }).click();
    expect(await readBack(page)).toBe(text);
    expect(await page.getByRole('button', { name: /^Allow once/ }).isEnabled()).toBe(true);
    expect(company.gateway.answerTo(text)).toBeNull();
    await deny(page, text);
    expect(trouble).toEqual([]);
  },
);
