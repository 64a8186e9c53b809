/** Milliseconds in which a click or a key was meant for what was there before (Chromium: "security considerations for browser UI"). */
export const INPUT_GUARD = 700;

/** @param monotonic milliseconds that no change of the clock moves */
export function createInputGuard(monotonic: () => number) {
  let since = Number.POSITIVE_INFINITY;
  return {
    /** The window appeared, moved, came to the front or was drawn anew. */
    restart(): void {
      since = monotonic();
    },
    isOver: (): boolean => monotonic() - since >= INPUT_GUARD,
  };
}
