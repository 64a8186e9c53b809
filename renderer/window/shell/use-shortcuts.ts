import { useEffect } from 'react';
import { useBroker } from '../api/use-broker.ts';
import { goTo } from './route.ts';

/** ⌘ or Ctrl with 1 to 8 opens a page, with F finds, with R reads again. */
export function useShortcuts(pages: readonly string[]): void {
  const { refresh } = useBroker();
  useEffect(() => {
    function press(event: KeyboardEvent): void {
      if (!(event.metaKey || event.ctrlKey) || event.altKey || event.shiftKey) return;
      // By place on the keyboard: on some the digits need Shift.
      const page = pages[Number(/^Digit([1-9])$/.exec(event.code)?.[1]) - 1];
      const run = page !== undefined ? () => goTo(page) : { f: finder(), r: refresh }[letterOf(event)];
      if (run === undefined) return;
      // Also under a question: the browser's own would load the page again, or find in what lies beneath.
      event.preventDefault();
      if (!isDialogOpen()) run();
    }
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, [pages, refresh]);
}

/** What is written on the key; by its place where that is no Latin letter. */
function letterOf({ key, code }: KeyboardEvent): string {
  return (/^[a-z]$/i.test(key) ? key : code.replace(/^Key/, '')).toLowerCase();
}

export function isDialogOpen(): boolean {
  return document.querySelector('[role="dialog"], [role="alertdialog"]') !== null;
}

/** @returns undefined on a page without a search of its own: there the browser's may do it */
function finder(): (() => void) | undefined {
  const field = document.querySelector<HTMLInputElement>('main input[type="search"]');
  if (field === null) return undefined;
  return () => {
    field.focus();
    field.select();
  };
}
