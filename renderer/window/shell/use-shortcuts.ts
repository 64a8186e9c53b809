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
      const run = page !== undefined ? () => goTo(page) : { f: find, r: refresh }[event.key];
      if (run === undefined || isDialogOpen()) return;
      event.preventDefault();
      run();
    }
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, [pages, refresh]);
}

export function isDialogOpen(): boolean {
  return document.querySelector('[role="dialog"], [role="alertdialog"]') !== null;
}

function find(): void {
  const field = document.querySelector<HTMLInputElement>('main input[type="search"]');
  field?.focus();
  field?.select();
}
