/** How many cases the property tests run: a few in the ordinary suite, many in the nightly script. */
import fc from 'fast-check';
import { PATIENCE } from './patience.ts';

const ORDINARY = 2_000;
const cases = Number(process.env.GATEHOUSE_FUZZ_CASES ?? ORDINARY);
const seed = process.env.GATEHOUSE_FUZZ_SEED ?? (process.env.GATEHOUSE_FUZZ_CASES === undefined ? '20261121' : undefined);
/** The ordinary suite tries the same cases every time, so that a change is judged by itself; the many of the nightly script are new ones. For `fc.assert`. */
export const SEED: { readonly seed?: number } = seed === undefined ? {} : { seed: Number(seed) };

/** Milliseconds: whoever makes the broker think longer has found something. */
export const LONGEST_THOUGHT = 1_000;
/** Milliseconds for a test file's share of many cases. */
export const FUZZ_TIMEOUT = 60_000 + cases * 20;

/**
 * Checks a property on its share of the cases. A failure prints the seed, the path to the case and the smallest
 * counterexample; `GATEHOUSE_FUZZ_SEED` runs the same cases again.
 * @param share of all cases, 0 to 1
 */
export async function forEveryCase<Case>(share: number, arbitrary: fc.Arbitrary<Case>, property: (example: Case) => void | Promise<void>): Promise<void> {
  await fc.assert(
    fc.asyncProperty(arbitrary, async (example) => {
      await property(example);
    }),
    {
      numRuns: Math.max(1, Math.round(cases * share)),
      // Room for the shrinking of a large case; the parsers' own limit is checked where they are called.
      timeout: PATIENCE,
      ...SEED,
    },
  );
}
