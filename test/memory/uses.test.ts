import { describe, expect, it } from 'vitest';
import type { Caller } from '../../src/memory/caller.ts';
import { createUses } from '../../src/memory/uses.ts';
import type { Use } from '../../src/store/memory-store.ts';
import { createVolatileMemoryStore } from '../../src/store/volatile/create-volatile-memory-store.ts';
import { createTestClock } from '../support/gatehouse.ts';

const A: Caller = { compartment: 'here', clientId: 'gh_a', clientName: 'A', program: null, grantId: 'gr_1' };
const B: Caller = { ...A, clientId: 'gh_b', clientName: 'B' };

function setUp(countUses: (compartment: string, uses: readonly Use[]) => Promise<void>) {
  return createUses({ store: { ...createVolatileMemoryStore(), countUses }, clock: createTestClock() });
}

describe('what was recalled', () => {
  it('is written down once for each memory, with whoever was given it last', async () => {
    const written: unknown[] = [];
    const uses = setUp(async (compartment, counted) => void written.push(compartment, counted));
    uses.count(A, ['mem_1', 'mem_2']);
    uses.count(B, ['mem_2']);
    uses.show(A, ['mem_1']);
    await uses.settle();
    await uses.settle();
    expect(written).toEqual([
      'here',
      [
        { id: 'mem_1', count: 1, by: { clientId: 'gh_a', clientName: 'A' } },
        { id: 'mem_2', count: 2, by: { clientId: 'gh_b', clientName: 'B' } },
      ],
    ]);
  });

  it('is written down a few at a time, so that what others store meanwhile comes between them', async () => {
    const sizes: number[] = [];
    const uses = setUp(async (_, counted) => void sizes.push(counted.length));
    expect(await uses.settleSome()).toBe(false);
    uses.count(
      A,
      Array.from({ length: 600 }, (_, index) => `mem_${index}`),
    );
    uses.count({ ...A, compartment: 'there' }, ['mem_x']);
    expect(await uses.settleSome()).toBe(true);
    // What comes in between waits for the next round.
    uses.count(A, ['mem_1']);
    expect([await uses.settleSome(), await uses.settleSome(), await uses.settleSome()]).toEqual([true, true, false]);
    expect(sizes).toEqual([250, 250, 100, 1]);
    uses.count(A, ['mem_2']);
    await uses.settle();
    expect(sizes.slice(4)).toEqual([2]);
  });

  it('is lost where it cannot be written, and nothing else with it', async () => {
    const refused = new Error('disk full');
    const written: (readonly Use[])[] = [];
    const uses = setUp(async (_, counted) => {
      if (counted.length === 1) throw refused;
      written.push(counted);
    });
    uses.count(A, ['mem_1']);
    await expect(uses.settleSome()).rejects.toBe(refused);
    uses.count(A, ['mem_1']);
    await uses.settle();
    uses.count(A, ['mem_1', 'mem_2']);
    await uses.settle();
    expect(written).toHaveLength(1);
  });
});
