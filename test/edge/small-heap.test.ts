import { describe, expect, it } from 'vitest';
import { printedWithOwnHeap } from '../support/own-heap.ts';

const entry = (file: string) => new URL(`../../src/${file}`, import.meta.url).href;

const printed = (program: string) => printedWithOwnHeap(program, '--max-semi-space-size=32');

const MEASURES = `
  import { getHeapSpaceStatistics } from 'node:v8';
  const young = () => getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space').space_size / 1048576;
  const turn = () => new Promise((resolve) => setImmediate(resolve));
  // Objects that live for a while, as those of requests do.
  async function work() {
    const alive = [];
    for (let made = 0; made < 3_000_000; made += 1) {
      alive[made % 60_000] = { made, text: 'x' + made };
      if (made % 20_000 === 0) await turn();
    }
  }`;

describe('a small heap', () => {
  it('has a young generation that stops growing at 16 MiB, where V8 would go on', () => {
    const taken = (small: string) => printed(`${MEASURES} ${small} await work(); console.log(young());`);
    expect(taken('')).toBeGreaterThan(24);
    expect(taken(`(await import('${entry('edge/small-heap.ts')}')).keepHeapSmall();`)).toBeLessThan(20);
  });

  it('is given back after work, and grows again with the next', () => {
    const sizes = printed(`${MEASURES}
      const looks = [];
      const { setInterval } = globalThis;
      globalThis.setInterval = (look, every) => (looks.push({ look, every }), setInterval(() => undefined, every));
      (await import('${entry('edge/small-heap.ts')}')).keepHeapSmall();
      const [{ look, every }] = looks;
      const sizes = [];
      for (const _ of [1, 2]) {
        await work();
        look();
        sizes.push(young());
        look();
        sizes.push(young());
      }
      console.log(JSON.stringify({ every, sizes: sizes.map((size) => (size > 12 ? 'grown' : 'small')) }));
      process.exit();`);
    expect(sizes).toEqual({ every: 10_000, sizes: ['grown', 'small', 'grown', 'small'] });
  });
});
