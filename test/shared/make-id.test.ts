import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeId } from '../../src/shared/make-id.ts';
import { SEED } from '../support/fuzz-cases.ts';

const random = { bytes: (count: number) => randomBytes(count) };
/** The last moment that nine digits of base 36 can say. */
const END = 36 ** 9 - 1;

describe('a public identifier', () => {
  it('sorts by when it was made, as bytes do', () => {
    const time = fc.integer({ min: 0, max: END });
    fc.assert(
      fc.property(time, time, (one, other) => {
        fc.pre(one !== other);
        expect(makeId(random, one, 'gh_') < makeId(random, other, 'gh_')).toBe(one < other);
      }),
      SEED,
    );
  });

  it('has 128 random bits beside the time, so that two of one millisecond differ', () => {
    const ids = Array.from({ length: 1_000 }, () => makeId(random, 1_800_000_000_000, 'gh_'));
    expect(new Set(ids).size).toBe(1_000);
    expect(ids.every((id) => /^gh_[0-9a-z]{9}[\w-]{22}$/.test(id))).toBe(true);
  });
});
