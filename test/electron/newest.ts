import type { Page } from 'playwright-core';

/** The page that came last, once it shows something, and this: one that was closed stays among the others until its end is told. */
export async function newest(pages: readonly Page[], says: string): Promise<Page | null> {
  const page = pages.at(-1);
  const shown = await page
    ?.locator('body:has(h1)', says === '' ? {} : { hasText: says })
    .count()
    .catch(() => 0);
  return page !== undefined && shown ? page : null;
}
