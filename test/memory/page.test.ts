import { describe, expect, it } from 'vitest';
import { sharing } from '../../src/memory/page.ts';
import { asTyped } from '../../src/memory/sought-term.ts';
import type { Memory } from '../../src/store/memory-store.ts';

describe('long memories that share one answer', () => {
  it('others have their turn between two of them', async () => {
    const memories = Array.from({ length: 5 }, (_, index) => ({ id: String(index), content: 'lorem ipsum '.repeat(8_000), tags: [] }) as unknown as Memory);
    let turns = 0;
    const take = (): void => {
      turns += 1;
      if (turns < 100) setImmediate(take);
    };
    setImmediate(take);
    const fitted = await sharing(memories, { terms: [asTyped('ipsum')] });
    expect(turns).toBeGreaterThanOrEqual(memories.length);
    expect(fitted.map(({ cut, memory }) => [cut, memory.content.length <= 10_000])).toEqual(memories.map(() => [true, true]));
  });
});
