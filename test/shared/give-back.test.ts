import { describe, expect, it } from 'vitest';
import { createLook } from '../../src/shared/give-back.ts';
import { printedWithOwnHeap } from '../support/own-heap.ts';

const entry = new URL('../../src/shared/give-back.ts', import.meta.url).href;

describe('memory is given back', () => {
  /** What happens at each look, by the milliseconds of processor time since the one before. */
  function looks(used: readonly number[]): number[] {
    let microseconds = 0;
    const given: number[] = [];
    let place = 0;
    const look = createLook(
      () => microseconds,
      () => given.push(place),
    );
    for (; place < used.length; place += 1) {
      microseconds += (used[place] ?? 0) * 1000;
      look();
    }
    return given;
  }

  it('once a thread has had nothing to do since the last look', () => {
    expect(looks([5, 0, 0, 0])).toEqual([0]);
    expect(looks([4_000, 4_000, 5, 0])).toEqual([2]);
  });
  it('again after it was busy, and not while it is', () => {
    expect(looks([5, 4_000, 100, 99, 0, 150, 5])).toEqual([0, 3, 6]);
  });
  it('what giving back takes is no work', () => {
    let microseconds = 0;
    let given = 0;
    const look = createLook(
      () => microseconds,
      () => {
        given += 1;
        microseconds += 300_000;
      },
    );
    for (let place = 0; place < 5; place += 1) look();
    expect(given).toBe(1);
  });

  const LEAVES = `
    const { getHeapStatistics } = await import('node:v8');
    const held = () => getHeapStatistics().total_heap_size / 1048576;
    let alive = [];
    for (let made = 0; made < 500_000; made += 1) alive.push({ made, text: 'x' + made });
    alive = null;
    const before = held();
    (await import('${entry}')).collectEverything();
    const given = before - held();`;
  it.each([
    ['main thread', `${LEAVES} console.log(given);`],
    [
      'worker',
      `import { Worker } from 'node:worker_threads';
       const program = ${JSON.stringify(`import { parentPort } from 'node:worker_threads'; ${LEAVES} parentPort.postMessage(given);`)};
       new Worker(new URL('data:text/javascript,' + encodeURIComponent(program))).on('message', console.log);`,
    ],
  ])('to the system, by the %s', (_thread, program) => {
    expect(printedWithOwnHeap(program)).toBeGreaterThan(20);
  });
});
