import type { Visitor } from './harness/chromium.js';
import { Company } from './harness/company.js';
import { consoleRoutes } from './harness/console-routes.js';
import { journeys } from './harness/journey.js';
import { startProduct, type Product } from './harness/product.js';
import { axeViolations, scrollTrouble, settled, withAxe } from './harness/page-checks.js';
import { furnish, type Visits } from './harness/visits.js';

const widths = [1440, 390, 360];
const themes = ['light', 'dark'] as const;
const patterns = await consoleRoutes();

let company: Company;
/** An installation nobody has set up. */
let unclaimed: Product;
let visits: Visits;
const tell = journeys(() => company.browser);

beforeAll(async () => {
  [company, unclaimed] = await Promise.all([Company.start(), startProduct()]);
  visits = await furnish(company, unclaimed);
});
afterAll(async () => {
  await company?.stop();
  await unclaimed?.stop();
});

/** A pattern without names in it is its own address. */
function addressOf(pattern: string): string {
  const address = visits.get(pattern) ?? pattern.replace('/o/:slug', '/o/home');
  if (/[:*]/.test(address.replace(/^https?:\/\/[^/]+/, '')))
    throw new Error(`No visit of ${pattern}: add one to visits.ts.`);
  return address;
}

/** Windows are kept: every load but the first finds its files in the browser's cache. */
const windows = new Map<string, Visitor>();

async function windowFor(address: string, width: number): Promise<Visitor> {
  const { origin } = new URL(address, company.app.url);
  const signedIn = address.startsWith('/o/');
  const key = `${origin} ${signedIn} ${width}`;
  const known = windows.get(key);
  if (known) return known;
  const narrow = width < 900;
  const options = {
    viewport: { width, height: narrow ? 780 : 900 },
    hasTouch: narrow,
    isMobile: narrow,
  };
  const opened = signedIn
    ? await company.window(company.world.owner, options)
    : await company.browser.visitor(origin, options);
  await withAxe(opened.context);
  windows.set(key, opened);
  return opened;
}

async function visit(address: string, width: number): Promise<string[]> {
  const { page, trouble } = await windowFor(address, width);
  const before = trouble.length;
  await page.goto(address);
  const heading = await settled(page);
  const found = [...(await scrollTrouble(page)), ...(/stopped working/.test(heading) ? [heading] : [])];
  for (const colorScheme of themes) {
    await page.emulateMedia({ colorScheme });
    await page.locator(`html[data-theme=${colorScheme}]`).waitFor();
    found.push(...(await axeViolations(page)).map((words) => `${colorScheme}: ${words}`));
  }
  found.push(...trouble.slice(before).map(({ kind, words }) => `${kind}: ${words}`));
  return found.map((words) => `${width} px: ${words}`);
}

describe('every page, light and dark, wide and narrow: no barrier, no error, no stray scrolling', () => {
  for (const pattern of patterns) {
    tell(pattern, async () => {
      const found: string[] = [];
      for (const width of widths) found.push(...(await visit(addressOf(pattern), width)));
      expect(found).toEqual([]);
    });
  }
});

tell('the first load takes at most 220 kB of compressed JavaScript', async () => {
  for (const address of ['/login', '/o/home', '/o/home/approvals']) {
    const { page, context } = await company.window(company.world.owner);
    if (address === '/login') await context.clearCookies();
    const sizes: Promise<number>[] = [];
    page.on('requestfinished', (request) => {
      if (request.resourceType() === 'script')
        sizes.push(request.sizes().then(({ responseBodySize }) => responseBodySize));
    });
    await page.goto(address);
    await settled(page);
    const bytes = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
    console.info(
      `First load of ${address}: ${(bytes / 1000).toFixed(1)} kB of JavaScript in ${sizes.length} files`,
    );
    expect(bytes).toBeGreaterThan(50_000);
    expect(bytes).toBeLessThanOrEqual(220_000);
  }
});
