/// <reference lib="dom" />
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { BrowserContext, Page } from 'playwright-core';
import { inPage } from './in-page.js';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Puts axe into every page of a context, before the page's own scripts and outside its policy. */
export const withAxe = (context: BrowserContext): Promise<unknown> =>
  context.addInitScript({ content: axeSource });

/** Resolves when nothing moves or changes colour any more: a transition that has begun is no colour yet. */
async function still(page: Page): Promise<void> {
  await inPage(page, async () => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    const moving = () =>
      document
        .getAnimations()
        .filter(({ effect }) => Number.isFinite(effect?.getComputedTiming().endTime ?? 0));
    await frame();
    while (moving().length > 0)
      await Promise.allSettled([...moving().map(({ finished }) => finished), frame()]);
    await frame();
  });
}

/** Violations in words, each with the first element concerned. */
export async function axeViolations(page: Page): Promise<string[]> {
  await still(page);
  const { violations } = await inPage(page, () =>
    (globalThis as unknown as { axe: { run(): Promise<AxeResults> } }).axe.run(),
  );
  return violations.map(
    ({ id, help, nodes }) =>
      `axe ${id}: ${help}: ${nodes
        .map(({ html }) => html)
        .slice(0, 2)
        .join(' | ')}`,
  );
}

/** Scrolling that no reader wants: sideways, or one scrollbar inside another. */
export function scrollTrouble(page: Page): Promise<string[]> {
  return inPage(page, () => {
    const nameOf = (element: Element) => `${element.localName}.${element.className.toString().split(' ')[0]}`;
    const root = document.documentElement;
    const scrolls = (element: Element) =>
      element.scrollHeight > element.clientHeight + 1 &&
      (element === root || /auto|scroll/.test(getComputedStyle(element).overflowY));
    const tall = [...document.querySelectorAll('*')].filter(
      (element) => element.clientHeight > innerHeight / 2 && scrolls(element),
    );
    const nested = tall.filter((outer) => tall.some((inner) => inner !== outer && outer.contains(inner)));
    const wide = [root, ...document.querySelectorAll('main, [data-scroller]')].filter(
      (element) => element.scrollWidth > element.clientWidth + 1,
    );
    return [
      ...wide.map(
        (element) =>
          `scrolls sideways: ${nameOf(element)} by ${element.scrollWidth - element.clientWidth} px`,
      ),
      ...nested.map((element) => `two scrollbars: ${nameOf(element)} scrolls around another`),
    ];
  });
}

/** Resolves when a page has its heading and nothing on it is still being read. */
export async function settled(page: Page): Promise<string> {
  const heading = page.getByRole('heading', { level: 1 }).first();
  await heading.waitFor();
  await page.waitForLoadState('networkidle');
  await page.locator('.skeleton').first().waitFor({ state: 'detached' });
  return heading.innerText();
}
