import { afterEach, describe, expect, it, vi } from 'vitest';
import { createSystemTimeZone } from '../../src/edge/time-zone.ts';
import { createTestClock } from '../support/gatehouse.ts';

afterEach(() => vi.unstubAllEnvs());

describe('where this computer says it is', () => {
  it('is looked up again, a minute later at most', () => {
    vi.stubEnv('TZ', 'Asia/Tokyo');
    const clock = createTestClock();
    const timeZone = createSystemTimeZone(clock.now);
    expect(timeZone()).toBe('Asia/Tokyo');
    vi.stubEnv('TZ', 'America/Lima');
    clock.advance(59_999);
    expect(timeZone()).toBe('Asia/Tokyo');
    clock.advance(1);
    expect(timeZone()).toBe('America/Lima');
  });

  it('is what the system says where nobody set TZ, and TZ stays unset', () => {
    vi.stubEnv('TZ', undefined);
    expect(createSystemTimeZone(createTestClock().now)()).toBe(new Intl.DateTimeFormat().resolvedOptions().timeZone);
    expect(process.env.TZ).toBeUndefined();
  });
});
