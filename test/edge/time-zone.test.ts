import { afterEach, describe, expect, it, vi } from 'vitest';
import { createSystemTimeZone } from '../../src/edge/time-zone.ts';
import { createTestClock } from '../support/gatehouse.ts';

afterEach(() => vi.unstubAllEnvs());

describe('where this computer says it is', () => {
  it('is looked up again, a minute later at most', () => {
    vi.stubEnv('TZ', 'Asia/Tokyo');
    const clock = createTestClock();
    const timeZone = createSystemTimeZone(clock.now, process.env);
    expect(timeZone()).toBe('Asia/Tokyo');
    vi.stubEnv('TZ', 'America/Lima');
    clock.advance(59_999);
    expect(timeZone()).toBe('Asia/Tokyo');
    clock.advance(1);
    expect(timeZone()).toBe('America/Lima');
  });

  it('where nobody set TZ, Node is told each time that it was taken away: V8 would not look again otherwise', () => {
    const taken: unknown[] = [];
    const environment = new Proxy<NodeJS.ProcessEnv>({}, { deleteProperty: (_variables, name) => taken.push(name) > 0 });
    const clock = createTestClock();
    const timeZone = createSystemTimeZone(clock.now, environment);
    clock.advance(60_000);
    expect(timeZone()).toBe(new Intl.DateTimeFormat().resolvedOptions().timeZone);
    expect(taken).toEqual(['TZ', 'TZ']);
  });

  it('a TZ that somebody set is left alone', () => {
    const environment = { TZ: 'Asia/Tokyo' };
    createSystemTimeZone(createTestClock().now, environment);
    expect(environment).toEqual({ TZ: 'Asia/Tokyo' });
  });
});
