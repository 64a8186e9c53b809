import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRateLimit } from '../../src/shared/rate-limit.ts';
import { SEED } from '../support/fuzz-cases.ts';
import { createTestClock } from '../support/gatehouse.ts';

describe('a token bucket per caller', () => {
  it('lets a minute’s worth through at once, then says how long to wait', () => {
    const clock = createTestClock();
    const { take } = createRateLimit({ monotonic: clock.now, perMinute: 60 });
    for (let call = 0; call < 60; call += 1) expect(take('a')).toBe(0);
    expect(take('a')).toBe(1);
    clock.advance(999);
    expect(take('a')).toBe(1);
    clock.advance(1);
    expect(take('a')).toBe(0);
    expect(take('a')).toBe(1);
  });

  it('one caller’s waiting is nobody else’s', () => {
    const { take } = createRateLimit({ monotonic: createTestClock().now, perMinute: 1 });
    expect([take('a'), take('a'), take('b')]).toEqual([0, 60, 0]);
  });

  it('never lets more through than a minute’s worth and what the time since adds, whatever the rhythm', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(20_000), { maxLength: 200 }), (pauses) => {
        const clock = createTestClock();
        const start = clock.now();
        const { take } = createRateLimit({ monotonic: clock.now, perMinute: 30 });
        let through = 0;
        for (const pause of pauses) {
          clock.advance(pause);
          if (take('a') === 0) through += 1;
          expect(through).toBeLessThanOrEqual(30 + ((clock.now() - start) * 30) / 60_000 + 1e-6);
        }
      }),
      SEED,
    );
  });

  it('forgets the caller that has been away longest when there are too many to remember', () => {
    const { take } = createRateLimit({ monotonic: createTestClock().now, perMinute: 1 });
    take('first');
    for (let other = 0; other < 9_999; other += 1) take(`caller ${other}`);
    expect(take('caller 0')).toBe(60);
    take('one more');
    expect(take('first')).toBe(0);
  });
});
