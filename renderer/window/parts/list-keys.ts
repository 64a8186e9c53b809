/** What the keys mean in a list. */
import type { KeyboardEvent } from 'react';

type List = {
  /** Index of the row that the keys are about; -1 for none. */
  readonly at: number;
  /** Rows that fit onto the screen. */
  readonly fit: number;
  readonly count: number;
};

const MOVES: Readonly<Record<string, (list: List) => number>> = {
  ArrowDown: ({ at }) => at + 1,
  ArrowUp: ({ at }) => at - 1,
  PageDown: ({ at, fit }) => at + fit - 1,
  PageUp: ({ at, fit }) => at - fit + 1,
  Home: () => 0,
  End: ({ count }) => count - 1,
};

/** @returns the row that a key goes to, which need not be there; null when it goes nowhere */
export function rowAfter({ key }: KeyboardEvent, list: List): number | null {
  return MOVES[key]?.(list) ?? null;
}

export function isRemoval({ key, metaKey }: KeyboardEvent): boolean {
  return key === 'Delete' || (key === 'Backspace' && metaKey);
}
