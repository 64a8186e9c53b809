/** How many cases the property tests run: a few in the ordinary suite, many in the nightly script. */
import fc from 'fast-check';
import { expect } from 'vitest';

const ORDINARY = 2_000;
const cases = Number(process.env.GATEHOUSE_FUZZ_CASES ?? ORDINARY);
/** The ordinary suite tries the same cases every time, so that a change is judged by itself; the many of the nightly script are new ones. */
const seed = process.env.GATEHOUSE_FUZZ_SEED ?? (process.env.GATEHOUSE_FUZZ_CASES === undefined ? '20261121' : undefined);

/** Milliseconds: whoever makes the broker think longer has found something. */
export const LONGEST_THOUGHT = 1_000;
/**
 * Asks, and expects the answer in time. A computer that is busy with something else is no finding: what hangs, hangs twice.
 * @returns the answer that was in time
 */
export async function inTime<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
  const [first, took] = await timed(ask);
  if (took < LONGEST_THOUGHT) return first;
  const [second, tookAgain] = await timed(ask);
  expect(tookAgain).toBeLessThan(LONGEST_THOUGHT);
  return second;
}

async function timed<Answer>(ask: () => Promise<Answer>): Promise<readonly [Answer, number]> {
  const started = performance.now();
  const answer = await ask();
  return [answer, performance.now() - started];
}

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
      timeout: 10 * LONGEST_THOUGHT,
      ...(seed === undefined ? {} : { seed: Number(seed) }),
    },
  );
}
