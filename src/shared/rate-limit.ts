/** A token bucket per caller: so many at once, then so many a minute. One that has asked too much waits; nobody else does. */

export type RateLimit = {
  /**
   * Takes one from the caller's bucket.
   * @returns 0 when there was one, otherwise the whole seconds until there is
   */
  take(caller: string): number;
};

type Bucket = { left: number; at: number };

const MINUTE = 60_000;
const MOST_CALLERS = 10_000;

/**
 * @param deps.monotonic milliseconds that nobody can set: a clock that jumps must not refill what was used up, nor keep anybody waiting
 * @param deps.perMinute also what may come at once; Infinity is no limit
 */
export function createRateLimit({ monotonic, perMinute }: { readonly monotonic: () => number; readonly perMinute: number }): RateLimit {
  if (perMinute === Number.POSITIVE_INFINITY) return { take: () => 0 };
  const buckets = new Map<string, Bucket>();
  return {
    take(caller) {
      const now = monotonic();
      const known = buckets.get(caller);
      const left = known === undefined ? perMinute : Math.min(perMinute, known.left + ((now - known.at) * perMinute) / MINUTE);
      // Taken out and put in again: whoever has been away longest is first, and the first to be forgotten.
      buckets.delete(caller);
      if (buckets.size >= MOST_CALLERS) buckets.delete(buckets.keys().next().value ?? '');
      buckets.set(caller, { left: left < 1 ? left : left - 1, at: now });
      return left < 1 ? Math.ceil(((1 - left) * MINUTE) / perMinute / 1000) : 0;
    },
  };
}
