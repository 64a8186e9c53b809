/** The page's own input guard: what was pressed before the person could see what is there now is not an answer (F4). */

/** Milliseconds; main counts the same time by its own clock and has the last word. */
const GUARD = 700;

export type InputGuard = {
  /** From now on nothing counts for a while. */
  restart(): void;
  isOver(): boolean;
  /** Whether this click or key may answer: made by a person, begun after the guard, and not a key that was held down. */
  admits(event: UIEvent): boolean;
};

/** @param onChange called when the guard begins and when it is over */
export function createInputGuard(page: Document, onChange: () => void): InputGuard {
  let since = Number.POSITIVE_INFINITY;
  let over: ReturnType<typeof setTimeout> | undefined;
  let begunEarly = false;
  const isOver = () => page.visibilityState === 'visible' && performance.now() - since >= GUARD;

  function restart(): void {
    since = performance.now();
    clearTimeout(over);
    over = setTimeout(onChange, GUARD + 1);
    onChange();
  }

  const begin = (event: Event) => {
    begunEarly = !isOver() || !event.isTrusted || (event instanceof KeyboardEvent && event.repeat);
  };
  page.addEventListener('pointerdown', begin, true);
  page.addEventListener('keydown', begin, true);
  // Covered and uncovered again: nobody has seen it meanwhile.
  page.addEventListener('visibilitychange', restart);
  page.defaultView?.addEventListener('focus', restart);

  return { restart, isOver, admits: (event) => event.isTrusted && isOver() && !begunEarly };
}
