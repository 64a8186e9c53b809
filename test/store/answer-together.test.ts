/** What a searcher has found goes to the main thread in as few messages as nobody has to wait for. */
import { describe, expect, it } from 'vitest';
import { createAnswerTogether } from '../../src/store/sqlite/answer-together.ts';

function createSearcher() {
  const messages: number[][] = [];
  let time = 100;
  const together = createAnswerTogether(
    (outcomes) => messages.push(outcomes.map(({ id }) => id)),
    () => time,
  );
  return {
    messages,
    flush: together.flush,
    /** An operation that takes so many milliseconds. */
    operate(id: number, takes: number): void {
      const began = time;
      time += takes;
      together.say({ id, result: null }, began);
    },
  };
}
const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('outcomes', () => {
  it('of quick operations are one message, at the end of the turn', async () => {
    const { operate, messages } = createSearcher();
    for (const id of [1, 2, 3]) operate(id, 0.3);
    expect(messages).toEqual([]);
    await turn();
    expect(messages).toEqual([[1, 2, 3]]);
    operate(4, 0.1);
    await turn();
    expect(messages).toEqual([[1, 2, 3], [4]]);
  });

  it('wait for one another no longer than a millisecond, and none for a slow one', () => {
    const { operate, messages } = createSearcher();
    for (const id of [1, 2, 3, 4, 5]) operate(id, 0.25);
    expect(messages).toEqual([[1, 2, 3, 4]]);
    operate(6, 4);
    expect(messages).toEqual([
      [1, 2, 3, 4],
      [5, 6],
    ]);
    operate(7, 4);
    expect(messages.at(-1)).toEqual([7]);
  });

  it('are not kept for the turn where something long comes first, and go once', async () => {
    const { operate, flush, messages } = createSearcher();
    operate(1, 0.1);
    flush();
    await turn();
    expect(messages).toEqual([[1]]);
  });
});
