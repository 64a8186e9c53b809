/** However much others have, and whatever they do with it: what a client finds, the order of it, and its pages stay the same (ruling 23). */
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { entryUrl } from '../../src/edge/worker-entries.ts';
import type { Memory } from '../../src/store/memory-store.ts';
import { createSqliteMemoryStore } from '../../src/store/sqlite/create-memory-store.ts';
import { removeDirectory, temporaryDirectory } from '../support/broker.ts';
import { startGatehouse, type TestGatehouse } from '../support/gatehouse.ts';
import { type Client, connectIn } from './client.ts';

const directory = temporaryDirectory();
afterAll(() => removeDirectory(directory));
const AT_ONCE = 1_000;
const BY = { clientId: 'gh_x', grantId: 'gr_x', clientName: 'X', program: null, source: 'import' as const };

let files = 0;
let gatehouse: TestGatehouse;
let here: string;
let elsewhere: string;
let me: Client;
let other: Client;
let numbers = 0;
beforeEach(async () => {
  gatehouse = await startGatehouse({
    openMemoryStore: () =>
      createSqliteMemoryStore({ file: join(directory, `${files++}.db`), writerEntry: entryUrl('memory-writer'), searcherEntry: entryUrl('memory-searcher') }),
  });
  [here, elsewhere] = [(await gatehouse.compartments.create('Work')).id, (await gatehouse.compartments.create('Home')).id];
  [me, other] = [await connectIn(gatehouse, here), await connectIn(gatehouse, elsewhere)];
});
afterEach(() => gatehouse.close());

/** As an import writes them, and a minute later, when what was counted is counted again. */
async function fill(compartment: string, count: number, contentOf: (index: number) => string, more: Partial<Memory> = {}): Promise<void> {
  const at = gatehouse.clock.now();
  const memory = (index: number): Memory => ({
    id: `mem_${String(numbers + index).padStart(16, '0')}`,
    content: contentOf(index),
    tags: [],
    kind: 'note',
    metadata: {},
    createdAt: at,
    updatedAt: at,
    expiresAt: null,
    version: 1,
    provenance: BY,
    ...more,
  });
  for (let from = 0; from < count; from += AT_ONCE) {
    const batch = Array.from({ length: Math.min(AT_ONCE, count - from) }, (_, index) => memory(from + index));
    await gatehouse.memoryStore.addAll(compartment, batch, { id: `act_${numbers + from}`, kind: 'import', at, by: BY, about: 'x' });
  }
  numbers += count;
  gatehouse.clock.advance(61_000);
}

const found = async (input: object) => (await me.items('memory_search', input)).map(({ content }) => content);

describe('what others forgot, while it is in their bin', () => {
  it('makes no word rarer or more common', async () => {
    const scores = async () => {
      const { structuredContent } = await me.call('memory_search', { query: 'zebra quokka' });
      const items = (structuredContent?.items ?? []) as { content: string; score: number }[];
      return items.map(({ content, score }) => [content, score]);
    };
    for (const content of ['we saw a zebra today', 'we saw a quokka today', 'nothing at all', 'here and now']) await me.store({ content });
    const ids = await Promise.all(Array.from({ length: 30 }, (_, index) => other.store({ content: `quokka ${index} is hidden` })));
    const before = await scores();
    await other.call('memory_forget', { ids: ids.slice(0, 20) });
    await other.call('memory_forget', { ids: ids.slice(20) });
    gatehouse.clock.advance(61_000);
    expect(await scores()).toEqual(before);
  });
});

describe('however much others have', () => {
  it('a phrase of signs is looked for among one’s own', async () => {
    await me.store({ content: 'see --> there' });
    await fill(elsewhere, 20_000, (index) => `t${index}`);
    expect(await found({ phrase: '-->' })).toEqual(['see --> there']);
  }, 60_000);

  it('tags and kinds of a large compartment list what has them, with words and without', async () => {
    await fill(here, 3, (index) => `a lantern with a good many words behind it, so that it is long: ${index}`, { tags: ['todo'], kind: 'task' });
    await fill(here, 50_100, (index) => `own${index}`);
    await fill(elsewhere, 10_100, (index) => `lantern ${index}`, { tags: ['todo'], kind: 'task' });
    for (const input of [{ tags: ['todo'] }, { kind: 'task' }, { tags: ['todo'], query: 'lantern' }])
      expect([input, (await found(input)).length]).toEqual([input, 3]);
  }, 120_000);
});

describe('a cursor', () => {
  it('of suggestions names a memory of one’s own, and no number that goes up as others write', async () => {
    await fill(here, 101, (index) => `own text ${index} of ${Math.cos(index)}`);
    const { structuredContent } = await me.call('memory_reflect', {});
    expect(Buffer.from(String(structuredContent?.next), 'base64url').toString()).toMatch(/^\d+ mem_\d{16}$/);
  });

  it('of a search stays good however often others search', async () => {
    for (let index = 0; index < 3; index += 1) {
      await me.store({ content: `apple ${index}` });
      await other.store({ content: `pear ${index}` });
    }
    const { structuredContent } = await me.call('memory_search', { query: 'apple', limit: 1 });
    for (let index = 0; index < 150; index += 1) await other.call('memory_search', { query: 'pear', limit: 1 });
    expect(await found({ query: 'apple', limit: 1, cursor: structuredContent?.next })).toHaveLength(1);
  });

  it('whose memory was taken elsewhere shows nothing of its millisecond too seldom', async () => {
    await fill(here, 4, (index) => `imported ${index}`);
    const { structuredContent } = await me.call('memory_search', { limit: 2 });
    const first = structuredContent?.items as { id: string; content: string }[];
    await gatehouse.memories.keeping.move([first[1]?.id ?? ''], here, elsewhere);
    const shown = [...first.map(({ content }) => content), ...(await found({ cursor: structuredContent?.next }))];
    expect(new Set(shown)).toEqual(new Set([0, 1, 2, 3].map((index) => `imported ${index}`)));
  });
});
