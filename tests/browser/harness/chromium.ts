import { existsSync, mkdirSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {
  chromium,
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  type Page,
} from 'playwright-core';

const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];
/** Patience with a busy machine; nothing is slept through. */
const patienceMs = 20_000;

/** What a page did that it must not do, in the order it did it. */
export interface Trouble {
  kind: 'console' | 'exception' | 'dialog' | 'foreign request' | 'policy';
  words: string;
}

/** A window of somebody, and everything suspicious that happened in it. */
export interface Visitor {
  context: BrowserContext;
  page: Page;
  trouble: readonly Trouble[];
}

/** One real Chromium for a suite. */
export class Chromium {
  private readonly visitors: Visitor[] = [];

  private constructor(private readonly browser: Browser) {}

  static async start(): Promise<Chromium> {
    const executablePath = process.env.CLAWBUTLER_TEST_CHROMIUM ?? places.find((place) => existsSync(place));
    return new Chromium(await chromium.launch({ executablePath, args: flags, timeout: 60_000 }));
  }

  /** Somebody with a browser profile of their own, who only ever asks `origin`. */
  async visitor(origin: string, options: BrowserContextOptions = {}): Promise<Visitor> {
    const context = await this.browser.newContext({
      viewport: { width: 1440, height: 900 },
      reducedMotion: 'reduce',
      baseURL: origin,
      acceptDownloads: true,
      ...options,
    });
    context.setDefaultTimeout(patienceMs);
    const page = await context.newPage();
    const trouble: Trouble[] = [];
    watch(page, origin, trouble);
    const visitor = { context, page, trouble };
    this.visitors.push(visitor);
    return visitor;
  }

  /** Pictures of every open page, for a failed test: where they are. */
  async pictures(name: string): Promise<string[]> {
    const folder = path.join(os.tmpdir(), 'clawbutler-browser');
    mkdirSync(folder, { recursive: true });
    const files: string[] = [];
    for (const [i, { page }] of this.visitors.entries()) {
      if (page.isClosed()) continue;
      const file = path.join(folder, `${name.replace(/\W+/g, '-').slice(0, 80)}-${i}.png`);
      await page.screenshot({ path: file }).then(
        () => files.push(file),
        () => undefined,
      );
    }
    return files;
  }

  /** Closes the windows of a test. */
  async closeAll(): Promise<void> {
    for (const { context } of this.visitors.splice(0)) await context.close();
  }

  async stop(): Promise<void> {
    await this.closeAll();
    await this.browser.close();
  }
}

function watch(page: Page, origin: string, trouble: Trouble[]): void {
  page.on('console', (message) => {
    if (message.type() !== 'error') return;
    const words = message.text();
    const kind = /Content Security Policy|TrustedHTML|TrustedScript/.test(words) ? 'policy' : 'console';
    trouble.push({ kind, words });
  });
  page.on('pageerror', (error) => trouble.push({ kind: 'exception', words: error.message }));
  page.on('dialog', (dialog) => {
    trouble.push({ kind: 'dialog', words: dialog.message() });
    void dialog.dismiss();
  });
  page.on('request', (request) => {
    const url = request.url();
    if (url.startsWith(origin) || /^(?:data|blob):/.test(url)) return;
    trouble.push({ kind: 'foreign request', words: url });
  });
}
