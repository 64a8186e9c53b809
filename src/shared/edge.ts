/** What the core may not reach for by itself: time and chance are passed in, so tests can freeze and seed them. */

/** Wall clock. `now()` is milliseconds since 1970-01-01T00:00:00Z. */
export type Clock = { now(): number };

/** Source of unpredictable bytes. `bytes(n)` returns n of them; only a cryptographic generator may stand behind it. */
export type Random = { bytes(count: number): Uint8Array };
