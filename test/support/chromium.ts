/** The Chromium of this machine, driven by Playwright: where it is, how it starts, and how patient it is. */
import { existsSync } from 'node:fs';
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium } from 'playwright-core';
import { CHROMIUM, QUIET_FLAGS } from '../electron/host/chromium.ts';
import { PATIENCE } from './patience.ts';

/** Skipped where there is none, but never in CI. */
export const cannotBrowse = !existsSync(CHROMIUM) && !process.env.CI;

export type TestBrowser = {
  newContext(options?: BrowserContextOptions): Promise<BrowserContext>;
  /** Everything that was opened in it. */
  closeContexts(): Promise<void>;
  close(): Promise<void>;
};

export async function launchBrowser(): Promise<TestBrowser> {
  const browser: Browser = await chromium.launch({ executablePath: CHROMIUM, args: QUIET_FLAGS, timeout: PATIENCE });
  return {
    async newContext(options) {
      const context = await browser.newContext(options);
      context.setDefaultTimeout(PATIENCE);
      return context;
    },
    closeContexts: async () => void (await Promise.all(browser.contexts().map((context) => context.close()))),
    close: () => browser.close(),
  };
}
