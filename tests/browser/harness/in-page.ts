import type { Page } from 'playwright-core';

/**
 * Runs a function in the page's own world and returns what it answers. The page's policy forbids making code of text,
 * which is how Playwright's `evaluate` works; the debugger may.
 * @param ask refers to nothing outside of itself
 */
export async function inPage<T>(page: Page, ask: () => T | Promise<T>): Promise<T> {
  const debug = await page.context().newCDPSession(page);
  const { result, exceptionDetails } = await debug.send('Runtime.evaluate', {
    expression: `(${ask.toString()})()`,
    awaitPromise: true,
    returnByValue: true,
  });
  await debug.detach();
  if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
  return result.value as T;
}
