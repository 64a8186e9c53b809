/** A thread that answers others never does long work in one go. */
import { MessageChannel } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import { createLongReads, type InSteps } from '../../src/store/sqlite/in-steps.ts';
import type { Outcome } from '../../src/store/sqlite/serve-writer.ts';

function* countTo(last: number): InSteps<number> {
  for (let step = 1; step < last; step++) yield;
  return last;
}

/** Outcomes in the order in which they were said, and their end. */
function collect(count: number) {
  const said: Outcome[] = [];
  let done: (outcomes: readonly Outcome[]) => void = () => {};
  const all = new Promise<readonly Outcome[]>((resolve) => {
    done = resolve;
  });
  const reads = createLongReads((outcome) => {
    if (said.push(outcome) === count) done(said);
  });
  return { said, all, reads };
}

describe('a long read', () => {
  it('lets what is asked meanwhile come first', async () => {
    const { port1, port2 } = new MessageChannel();
    let isAnswered = false;
    port2.on('message', () => {
      isAnswered = true;
    });
    function* until(): InSteps<string> {
      port1.postMessage('a question');
      // Without giving way it never ends.
      while (!isAnswered) yield;
      return 'after the question';
    }
    const { all, reads } = collect(1);
    reads.add({ id: 7, steps: until() });
    expect(await all).toEqual([{ id: 7, result: 'after the question' }]);
    port1.close();
  });

  it('goes on by one step with each message, so that a thread which never rests ends it too', () => {
    const { said, reads } = collect(1);
    reads.add({ id: 1, steps: countTo(3) });
    expect(said).toEqual([]);
    for (const expected of [0, 0, 1]) {
      reads.step();
      expect(said).toHaveLength(expected);
    }
    reads.step();
    expect(said).toEqual([{ id: 1, result: 3 }]);
  });

  it('is followed by the next, whether it fails or not', async () => {
    // biome-ignore lint/correctness/useYield: it fails before its first step is over
    function* failing(): InSteps<never> {
      throw Object.assign(new Error('disk I/O error'), { code: 'SQLITE_IOERR' });
    }
    const { all, reads } = collect(3);
    reads.add({ id: 1, steps: countTo(5) });
    reads.add({ id: 2, steps: failing() });
    reads.add({ id: 3, steps: countTo(2) });
    expect(await all).toEqual([
      { id: 1, result: 5 },
      { id: 2, failure: { name: 'Error', message: 'disk I/O error', code: 'SQLITE_IOERR' } },
      { id: 3, result: 2 },
    ]);
  });

  it('is read to its end before the file is let go of', () => {
    const { said, reads } = collect(2);
    reads.add({ id: 1, steps: countTo(4) });
    reads.add({ id: 2, steps: countTo(4) });
    reads.finish();
    expect(said.map(({ id }) => id)).toEqual([1, 2]);
  });
});
