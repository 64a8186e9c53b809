import { describe, expect, it } from 'vitest';
import { beginningOf } from '../../src/shared/plain-text.ts';

describe('how a text begins', () => {
  it('is one line without anything that steers a terminal or turns the reading round', () => {
    expect(beginningOf('The harbour\r\n\topens \u202eat\u001b[31m six', 80)).toBe('The harbour opens at[31m six');
  });

  it('is cut between characters and says so', () => {
    expect(beginningOf('👩‍🚀🚀🚀🚀', 3)).toBe('👩🚀…');
    expect(beginningOf('abc', 3)).toBe('abc');
    expect(beginningOf('x'.repeat(1_000_000), 5)).toBe('xxxx…');
  });
});
