import { describe, expect, it } from 'vitest';
import { fuse } from '../../src/memory/fuse.ts';
import { type Backfill, createBackfill } from '../../src/memory/vectors/backfill.ts';
import { embedBatch } from '../../src/memory/vectors/embed-batch.ts';
import { createMeaning } from '../../src/memory/vectors/meaning.ts';
import { quantize } from '../../src/memory/vectors/quantize.ts';
import type { Embed } from '../../src/shared/embed.ts';
import { createVolatileMemoryStore } from '../../src/store/volatile/create-volatile-memory-store.ts';
import { makeMemory } from '../store/memory-store-contract.ts';
import { vectorOf } from '../support/embedding-server.ts';
import { createTestClock } from '../support/gatehouse.ts';
import { until } from '../support/until.ts';

const PAUSES = { firstRetry: 5, lastRetry: 20, idle: 10_000, between: 0 };
const REFUSED = { failed: 'refused', because: 'no' } as const;
const FAILING = { failed: 'failing', because: 'it is down' } as const;
const well: Embed = async (texts) => ({ vectors: texts.map((text) => vectorOf(text, 16)) });

async function remember(store: ReturnType<typeof createVolatileMemoryStore>, ...contents: string[]): Promise<void> {
  for (const content of contents) await store.add('default', makeMemory({ content, tags: [] }));
}

/** Runs a backfill until the test is through with it. */
async function filling(
  embed: Embed,
  contents: readonly string[],
  use: (backfill: Backfill, store: ReturnType<typeof createVolatileMemoryStore>) => Promise<void>,
) {
  const store = createVolatileMemoryStore();
  await remember(store, ...contents);
  const backfill = createBackfill({
    store: store.vectors,
    embed,
    model: 'm',
    pauses: PAUSES,
    onFault: (error) => {
      throw error;
    },
  });
  await use(backfill, store);
  await backfill.close();
}
const untilItIs = (backfill: Backfill, state: string) => until(() => expect(backfill.state().is).toBe(state));

describe('the backfill', () => {
  it('embeds everything in small batches, then what is written later', async () => {
    const sizes: number[] = [];
    const counting: Embed = async (texts, timeout) => {
      sizes.push(texts.length);
      return well(texts, timeout);
    };
    const contents = Array.from({ length: 21 }, (_, index) => `memory ${index}`);
    await filling(counting, contents, async (backfill, store) => {
      await untilItIs(backfill, 'ready');
      expect(sizes).toEqual([1, 8, 8, 5]);
      expect(await store.vectors.count()).toBe(0);
      await remember(store, 'one more');
      backfill.nudge();
      await until(async () => expect(await store.vectors.count()).toBe(0));
      expect(sizes).toEqual([1, 8, 8, 5, 1]);
    });
  });

  it('leaves a failing endpoint in peace, longer each time, says why, and goes on by itself', async () => {
    const at: number[] = [];
    let up = false;
    const flaky: Embed = async (texts, timeout) => {
      at.push(performance.now());
      return up ? well(texts, timeout) : FAILING;
    };
    await filling(flaky, ['a'], async (backfill, store) => {
      await until(() => expect(at.length).toBeGreaterThan(3));
      expect(backfill.state()).toEqual({ is: 'failing', because: 'it is down' });
      const [first = 0, second = 0, third = 0, fourth = 0] = at;
      // A timer may be late, never early.
      expect(second - first).toBeGreaterThan(PAUSES.firstRetry - 1);
      expect(third - second).toBeGreaterThan(2 * PAUSES.firstRetry - 1);
      expect(fourth - third).toBeGreaterThan(4 * PAUSES.firstRetry - 1);
      backfill.nudge();
      expect(backfill.state().is).toBe('failing');
      up = true;
      await untilItIs(backfill, 'ready');
      expect(await store.vectors.count()).toBe(0);
    });
  });

  it('takes vectors of one length only, and says what to do when the model was replaced', async () => {
    let length = 16;
    const changing: Embed = async (texts) => ({ vectors: texts.map((text) => vectorOf(text, length)) });
    await filling(changing, [], async (backfill, store) => {
      await untilItIs(backfill, 'ready');
      length = 8;
      await remember(store, 'a');
      backfill.nudge();
      await untilItIs(backfill, 'failing');
      expect(backfill.state()).toMatchObject({ because: expect.stringContaining('answers with 8 numbers per text instead of 16') });
      expect(await store.vectors.count()).toBe(1);
    });
  });

  it('is unavailable, with one plain sentence, where distances cannot be computed', async () => {
    const store = createVolatileMemoryStore();
    const vectors = { ...store.vectors, open: async () => 'There is no sqlite-vec here.' };
    const backfill = createBackfill({ store: vectors, embed: well, model: 'm', onFault: () => undefined });
    await untilItIs(backfill, 'unavailable');
    expect(backfill.state()).toEqual({ is: 'unavailable', because: 'There is no sqlite-vec here.' });
    await backfill.close();
  });

  it('goes on after the store could not take vectors for a while, and reports one fault', async () => {
    const store = createVolatileMemoryStore();
    await remember(store, 'a');
    const faults: unknown[] = [];
    let full = true;
    let tries = 0;
    const keep: typeof store.vectors.keep = (...kept) => {
      tries += 1;
      return full ? Promise.reject(new Error('disk full')) : store.vectors.keep(...kept);
    };
    const backfill = createBackfill({
      store: { ...store.vectors, keep },
      embed: well,
      model: 'm',
      pauses: PAUSES,
      onFault: (error) => void faults.push(error),
    });
    await until(() => expect(tries).toBeGreaterThan(2));
    expect(backfill.state()).toEqual({ is: 'failing', because: 'Vectors cannot be kept now.' });
    expect(faults).toHaveLength(1);
    full = false;
    await untilItIs(backfill, 'ready');
    expect(await store.vectors.count()).toBe(0);
    await backfill.close();
  });
});

describe('the end', () => {
  it('does not wait for an endpoint that is silent', async () => {
    let asked = false;
    const silent: Embed = (_texts, _timeout, closing) => {
      asked = true;
      return new Promise((resolve) => closing?.addEventListener('abort', () => resolve({ failed: 'failing', because: 'closing' })));
    };
    await filling(silent, ['a'], async (backfill) => {
      await until(() => expect(asked).toBe(true));
      const began = performance.now();
      await backfill.close();
      expect(performance.now() - began).toBeLessThan(10_000);
    });
  });
});

describe('a batch that is refused', () => {
  const texts = ['fine', 'x'.repeat(2_000), 'good'];

  it('because one text is too long: that one is sent shorter, the others as they are', async () => {
    const sent: string[] = [];
    const small: Embed = async (batch, timeout) => {
      if (batch.some((text) => text.length > 600)) return REFUSED;
      sent.push(...batch);
      return well(batch, timeout);
    };
    const result = await embedBatch(small, texts);
    expect('vectors' in result && result.vectors.every((vector) => vector?.length === 16)).toBe(true);
    expect(sent).toEqual(['memory', 'fine', 'x'.repeat(500), 'good']);
  });

  it('because of one text for good: that one goes without, and holds up nobody', async () => {
    const picky: Embed = async (batch, timeout) => (batch.some((text) => text.includes('x')) ? REFUSED : well(batch, timeout));
    const result = await embedBatch(picky, texts);
    expect('vectors' in result && result.vectors.map((vector) => vector?.length ?? null)).toEqual([16, null, 16]);
  });

  it('as everything is: the endpoint is failing, and no text is given up', async () => {
    expect(await embedBatch(async () => REFUSED, texts)).toEqual({ failed: 'failing', because: 'no' });
  });

  it('and then the endpoint dies: failing', async () => {
    let calls = 0;
    const dying: Embed = async (batch, timeout) => {
      calls += 1;
      return calls === 1 ? REFUSED : calls === 2 ? well(batch, timeout) : FAILING;
    };
    expect(await embedBatch(dying, texts)).toEqual(FAILING);
  });
});

describe('finding by meaning, for somebody who is waiting', () => {
  const none = createVolatileMemoryStore().vectors;
  const nearest: typeof none.nearest = async () => [{ id: 'mem_1', similarity: 0.9 }];
  type Change = { readonly embed?: Embed; readonly nearest?: typeof none.nearest };

  async function meaning(change: Change) {
    const clock = createTestClock();
    let up = false;
    let calls = 0;
    const embed: Embed = (texts, timeout, closing) => {
      if (up) calls += 1;
      return (up ? (change.embed ?? well) : well)(texts, timeout, closing);
    };
    const faults: unknown[] = [];
    const made = createMeaning({
      store: { ...none, nearest: change.nearest ?? nearest },
      embed,
      model: 'm',
      monotonic: clock.now,
      onFault: (error) => void faults.push(error),
    });
    await until(async () => expect(await made.view()).toMatchObject({ state: 'ready' }));
    up = true;
    const near = () => made.near('default', 'question', {}, { limit: 10, now: 0 });
    return { clock, faults, near, close: made.close, calls: () => calls };
  }

  it.each([
    ['cannot be reached', { embed: async () => FAILING }],
    ['refuses the question', { embed: async () => REFUSED }],
    ['answers in another length', { embed: async () => ({ vectors: [[1, 2]] }) }],
    ['is silent', { embed: () => new Promise<never>(() => undefined) }],
    ['has so many memories to compare that it takes too long', { nearest: () => new Promise<never>(() => undefined) }],
  ] satisfies [string, Change][])('one that %s costs one search 0.3 seconds at most, and the next ones nothing for a while', async (_what, change) => {
    const { near, calls, clock, faults, close } = await meaning(change);
    const began = performance.now();
    expect(await near()).toEqual([]);
    expect(performance.now() - began).toBeLessThan(10_000);
    for (let index = 0; index < 5; index += 1) expect(await near()).toEqual([]);
    expect(calls()).toBe(1);
    clock.advance(30_000);
    await near();
    expect(calls()).toBe(2);
    expect(faults).toEqual([]);
    await close();
  });

  it('a fault of the store is reported, and the search goes on', async () => {
    const { near, faults, close } = await meaning({ nearest: () => Promise.reject(new Error('gone')) });
    expect(await near()).toEqual([]);
    expect(faults).toHaveLength(1);
    await close();
  });

  it('what is hardly similar is not near', async () => {
    const far: typeof none.nearest = async () => [
      { id: 'mem_near', similarity: 0.31 },
      { id: 'mem_far', similarity: 0.29 },
    ];
    const { near, close } = await meaning({ nearest: far });
    expect(await near()).toEqual(['mem_near']);
    await close();
  });
});

describe('a vector in bytes', () => {
  it('keeps its direction, whatever its scale', () => {
    expect([...quantize([0.5, -1, 0])]).toEqual([64, -127, 0]);
    expect(quantize([5e-9, -1e-8])).toEqual(quantize([5e30, -1e31]));
  });

  it('is as near to others as it was in full, to a hundredth', () => {
    const cosine = (left: ArrayLike<number>, right: ArrayLike<number>) => {
      const dot = (one: ArrayLike<number>, other: ArrayLike<number>) => Array.from(one).reduce((sum, value, index) => sum + value * (other[index] ?? 0), 0);
      return dot(left, right) / Math.sqrt(dot(left, left) * dot(right, right));
    };
    for (const [one, other] of [
      ['the harbour opens at six', 'the harbour closes at nine'],
      ['a', 'b'],
      ['green tea', 'green'],
    ] as const) {
      const [left, right] = [vectorOf(one, 768), vectorOf(other, 768)];
      expect(Math.abs(cosine(left, right) - cosine(quantize(left), quantize(right)))).toBeLessThan(0.01);
    }
  });
});

describe('two orders in one', () => {
  const worded = (...ids: string[]) => ids.map((id, place) => ({ id, score: 10 - place, matched: ['words'] as const }));
  it('what stands in both comes first, then by place, and of equals what words found', () => {
    const fused = fuse(worded('a', 'b', 'c'), ['d', 'b']);
    expect(fused.map(({ id, matched }) => [id, ...matched])).toEqual([
      ['b', 'words', 'meaning'],
      ['a', 'words'],
      ['d', 'meaning'],
      ['c', 'words'],
    ]);
  });

  it('without anything near the order of words stays as it was, scores included', () => {
    expect(fuse(worded('a', 'b'), [])).toEqual(worded('a', 'b'));
    expect(fuse([], ['d']).map(({ id }) => id)).toEqual(['d']);
  });
});
