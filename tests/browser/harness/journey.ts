import type { Chromium } from './chromium.js';

/**
 * Makes `it`s whose failure says where to see what was on the screen.
 * @param browser asked when a test fails; it starts in `beforeAll`, after the tests are named
 */
export const journeys =
  (browser: () => Chromium) =>
  (name: string, walk: () => Promise<void> | void): void =>
    it(name, async () => {
      try {
        await walk();
      } catch (error) {
        const pictures = await browser().pictures(name);
        if (error instanceof Error) error.stack = `On the screen: ${pictures.join(', ')}\n${error.stack}`;
        throw error;
      }
    });
