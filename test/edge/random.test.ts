import { describe, expect, it } from 'vitest';
import { systemRandom } from '../../src/edge/random.ts';

describe('random bytes', () => {
  it.each([1, 16, 32, 4_096, 10_000])('%i at a time are as many, never the same twice, and never empty', (count) => {
    const drawn = Array.from({ length: 300 }, () => Buffer.from(systemRandom.bytes(count)));
    expect(drawn.map(({ length }) => length)).toEqual(drawn.map(() => count));
    if (count >= 16) expect(new Set(drawn.map((bytes) => bytes.toString('hex'))).size).toBe(drawn.length);
    const ones = Buffer.concat(drawn).filter((byte) => byte !== 0).length / (count * drawn.length);
    expect(ones).toBeGreaterThan(0.9);
  });

  it('what was given out stays as it is, and is not in what is given out later', () => {
    const first = systemRandom.bytes(32);
    const copy = Buffer.from(first);
    const later = Array.from({ length: 200 }, () => systemRandom.bytes(32));
    expect(Buffer.from(first)).toEqual(copy);
    expect(first.buffer.byteLength).toBe(32);
    expect(later.some((bytes) => Buffer.from(bytes).equals(copy))).toBe(false);
  });
});
