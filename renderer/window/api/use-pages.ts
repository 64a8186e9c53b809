import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { lineOf } from './broker.ts';
import { useBroker } from './use-broker.ts';

/** Reads one page of a list; of what is looked for it may hold less than the limit. @param place where the page before ended; null for the first */
export type ReadPage<Item> = (place: string | null, limit: number) => Promise<{ readonly items: readonly Item[]; readonly next: string | null }>;

export type Pages<Item> = {
  /** null until the first answer. */
  readonly items: readonly Item[] | null;
  readonly hasMore: boolean;
  /** There is nothing at all of what is asked for now; while it is being asked, nothing is known. */
  readonly isEmpty: boolean;
  readonly problem: string | null;
  /** Something has changed since, and so much is shown that it is not read again by itself. */
  readonly isOld: boolean;
  readonly more: () => void;
  /** From the beginning, to the length that is shown. */
  readonly again: () => void;
};

const PAGE = 200;
/** As many as are read again in one go when something has changed. */
const FRESH = 500;

type State<Item> = {
  readonly question: string;
  readonly items: readonly Item[] | null;
  readonly next: string | null;
  readonly problem: string | null;
  readonly isOld: boolean;
};

/**
 * A list that is read while it is scrolled, and again when something may have changed.
 * @param question what is asked, as text: another one begins another list
 */
export function usePages<Item>(question: string, read: ReadPage<Item>): Pages<Item> {
  const { subscribe, version } = useBroker();
  const now = useSyncExternalStore(subscribe, version);
  const [state, setState] = useState<State<Item>>({ question, items: null, next: null, problem: null, isOld: false });
  const reader = useRef(read);
  reader.current = read;
  /** Counts what was asked: an answer that was overtaken is none. */
  const asked = useRef(0);
  const isReading = useRef(false);
  const shown = useRef(0);
  shown.current = state.question === question ? (state.items?.length ?? 0) : 0;

  const load = useCallback(
    (place: string | null, limit: number, before: readonly Item[]) => {
      const number = ++asked.current;
      const isOvertaken = () => number !== asked.current;
      isReading.current = true;
      const settle = (change: Partial<State<Item>>) => {
        if (isOvertaken()) return;
        isReading.current = false;
        setState((old) => ({ ...old, question, ...change }));
      };
      const least = place === null ? shown.current : 0;
      readAtLeast(least, reader.current, { place, limit, isOvertaken }).then(
        ({ items, next }) =>
          settle({ items: place === null ? items : [...before, ...items], next, problem: null, ...(place === null ? { isOld: false } : {}) }),
        (problem: unknown) => settle({ problem: lineOf(problem) }),
      );
    },
    [question],
  );

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new version is the reason to ask the same again
  useEffect(() => {
    if (shown.current > FRESH) setState((old) => ({ ...old, isOld: true }));
    else load(null, Math.max(PAGE, shown.current), []);
  }, [load, now]);

  const { items, next } = state;
  const isCurrent = state.question === question;
  const more = useCallback(() => {
    if (!isReading.current && next !== null) load(next, PAGE, items ?? []);
  }, [load, next, items]);
  const again = useCallback(() => load(null, PAGE, []), [load]);
  // The list before stays until the first page of the next is there: nothing flickers while somebody types.
  const hasMore = isCurrent && next !== null;
  return { items, hasMore, isEmpty: isCurrent && !hasMore && items?.length === 0, problem: state.problem, isOld: isCurrent && state.isOld, more, again };
}

type From = { readonly place: string | null; readonly limit: number; readonly isOvertaken: () => boolean };

/** On until so many are there, or it is no longer wanted: a list that is read again does not become shorter under the eyes. */
async function readAtLeast<Item>(least: number, read: ReadPage<Item>, { place, limit, isOvertaken }: From): ReturnType<ReadPage<Item>> {
  let { items, next } = await read(place, limit);
  while (items.length < least && next !== null && !isOvertaken()) {
    const page = await read(next, limit);
    items = [...items, ...page.items];
    next = page.next;
  }
  return { items, next };
}
