import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Caller } from '../../src/memory/caller.ts';
import { createMemories, type Memories } from '../../src/memory/memories.ts';
import type { MemoryStore } from '../../src/store/memory-store.ts';
import { removeDirectory, temporaryDirectory } from '../support/broker.ts';
import { SEED } from '../support/fuzz-cases.ts';
import { createTestClock } from '../support/gatehouse.ts';
import { memoryStores } from '../support/memory-stores.ts';

const directory = temporaryDirectory();
afterAll(() => removeDirectory(directory));

const STORES = memoryStores(directory);

describe.each(STORES)('memories on the $name store', ({ open }) => {
  let store: MemoryStore;
  let memories: Memories;
  let counter = 0;
  const clock = createTestClock();
  beforeAll(async () => {
    store = await open();
    memories = createMemories({ store, clock, random: { bytes: (count) => randomBytes(count) }, onHeld: () => undefined });
  });
  afterAll(() => store.close());

  /** A caller in a compartment that nothing else uses. */
  const caller = (): Caller => {
    counter += 1;
    return { compartment: `c${counter}`, clientId: 'gh_a', clientName: 'A', grantId: 'gr_a', program: '/usr/bin/a' };
  };
  const found = async (who: Caller, query: string) => (await memories.recall(who, query)).items.map(({ memory }) => memory.content);

  it('finds by whole words, other endings, other accents and parts of words', async () => {
    const who = caller();
    await memories.store(who, { content: 'The café opens its windows every morning', tags: ['shop'] });
    await memories.store(who, { content: 'Releases are cut on Thursdays' });
    expect(await found(who, 'When does the cafe open?')).toEqual(['The café opens its windows every morning']);
    expect(await found(who, 'window')).toEqual(['The café opens its windows every morning']);
    expect(await found(who, 'thurs')).toEqual(['Releases are cut on Thursdays']);
    expect(await found(who, 'shop')).toEqual(['The café opens its windows every morning']);
    expect(await found(who, 'nothing like it')).toEqual([]);
  });

  it.each([
    ['Chinese', '我喜欢喝绿茶', '茶'],
    ['Japanese', '会議は金曜日です', '会議'],
    ['Thai', 'ประชุมวันศุกร์', 'ศุ'],
  ])('finds one and two characters of %s', async (_language, content, query) => {
    const who = caller();
    await memories.store(who, { content });
    await memories.store(who, { content: 'something else' });
    expect(await found(who, query)).toEqual([content]);
  });

  it('storing the same content again returns its id; case is kept apart; forgetting and storing brings it back', async () => {
    const who = caller();
    const first = await memories.store(who, { content: '  It is US  ' });
    expect(await memories.store(who, { content: 'It is US' })).toEqual({ id: first.id, outcome: 'existing', similar: [], left: [] });
    expect((await memories.store(who, { content: 'it is us' })).outcome).toBe('stored');
    expect(await memories.forget(who, [first.id])).toEqual([first.id]);
    expect(await memories.forget(who, [first.id])).toEqual([]);
    expect(await memories.store(who, { content: 'It is US' })).toMatchObject({ id: first.id, outcome: 'restored' });
    expect(await found(who, 'US')).toContain('It is US');
  });

  it('storing again what would have run out keeps it for good; an earlier end shortens nothing', async () => {
    const who = caller();
    const { id } = await memories.store(who, { content: 'the key is under the mat', expires: new Date(clock.now() + 1000).toISOString() });
    expect(await memories.store(who, { content: 'the key is under the mat' })).toEqual({ id, outcome: 'existing', similar: [], left: [], prolonged: null });
    const sooner = { content: 'the key is under the mat', expires: new Date(clock.now() + 500).toISOString() };
    expect(await memories.store(who, sooner)).toEqual({ id, outcome: 'existing', similar: [], left: ['expiry'] });
    clock.advance(1000);
    expect(await found(who, 'mat')).toEqual(['the key is under the mat']);
    expect((await store.find(who.compartment, id, clock.now()))?.version).toBe(2);
  });

  it('what is said beside a content that is there already changes nothing, and is named', async () => {
    const who = caller();
    const said = { content: 'Oslo in May', tags: ['trip', 'oslo'], kind: 'plan', metadata: { a: 1, b: 2 } };
    const { id } = await memories.store(who, said);
    const again = (input: object) => memories.store(who, { content: 'Oslo in May', ...input });
    expect(await again({ tags: ['oslo'], metadata: { a: 1, b: 2 } })).toMatchObject({ id, left: [] });
    expect(await again({ tags: ['oslo', 'work'], kind: 'note', metadata: { a: 2 } })).toMatchObject({ id, left: ['tags', 'kind', 'metadata'] });
    expect(await store.find(who.compartment, id, clock.now())).toMatchObject({ ...said, version: 1 });
  });

  it('names near duplicates and stores them all the same', async () => {
    const who = caller();
    const first = await memories.store(who, { content: 'The deploy key lives in the shared vault of team blue' });
    const second = await memories.store(who, { content: 'The deploy key lives in the shared vault of team green' });
    expect(second).toMatchObject({ outcome: 'stored', similar: [{ id: first.id }] });
    const { suggestions } = await memories.reflect(who.compartment);
    expect(suggestions.map(({ kind, memories: about }) => [kind, about.map(({ id }) => id).sort()])).toEqual([['contradiction', [first.id, second.id].sort()]]);
    await memories.configure(who, { suggestDuplicates: false });
    expect((await memories.store(who, { content: 'The deploy key lives in the shared vault of team red' })).similar).toEqual([]);
  });

  it('changes members that are given and keeps the others; a twin is refused', async () => {
    const who = caller();
    const { id } = await memories.store(who, { content: 'one', tags: ['a'], kind: 'fact' });
    const other = await memories.store(who, { content: 'two' });
    expect(await memories.update(who, { id, content: 'three' })).toMatchObject({ id, content: 'three', tags: ['a'], kind: 'fact', version: 2 });
    expect(await found(who, 'one')).toEqual([]);
    expect(await found(who, 'three')).toEqual(['three']);
    await expect(memories.update(who, { id: other.id, content: 'three' })).rejects.toMatchObject({ name: 'MemoryRefused' });
    await expect(memories.update(who, { id: 'mem_none', content: 'x' })).rejects.toMatchObject({ name: 'MemoryRefused' });
  });

  it('filters by tags, kind, author and time, and pages without gaps', async () => {
    const who = caller();
    for (let index = 0; index < 25; index += 1) {
      await memories.store(who, { content: `entry ${index}`, tags: index % 2 === 0 ? ['even', 'all'] : ['all'], kind: index < 5 ? 'early' : 'late' });
      clock.advance(1000);
    }
    const all = new Set<string>();
    let cursor: string | undefined;
    do {
      const page = await memories.search(who, { filter: {}, limit: 10, cursor });
      for (const { memory } of page.items) all.add(memory.id);
      cursor = page.next ?? undefined;
    } while (cursor !== undefined);
    expect(all.size).toBe(25);
    const count = async (filter: Parameters<Memories['search']>[1]['filter']) => (await memories.search(who, { filter, limit: 100 })).items.length;
    expect(await count({ tags: ['even'] })).toBe(13);
    expect(await count({ tags: ['even', 'all'], match: 'all' })).toBe(13);
    expect(await count({ tags: ['even', 'all'] })).toBe(25);
    expect(await count({ kind: 'early' })).toBe(5);
    expect(await count({ client: 'A' })).toBe(25);
    expect(await count({ client: 'gh_b' })).toBe(0);
    expect(await count({ after: clock.now() - 5_500 })).toBe(5);
    expect((await memories.search(who, { phrase: 'entry 2', filter: {}, limit: 100 })).items).toHaveLength(6);
  });

  it('what has expired is not found', async () => {
    const who = caller();
    await memories.store(who, { content: 'gone soon', expires: new Date(clock.now() + 1000).toISOString() });
    expect(await found(who, 'soon')).toHaveLength(1);
    clock.advance(1000);
    expect(await found(who, 'soon')).toEqual([]);
    expect((await memories.status(who)).memories).toBe(0);
    await expect(memories.store(who, { content: 'x', expires: '2020-01-01' })).rejects.toMatchObject({ name: 'MemoryRefused' });
  });

  it.each(['"', '*', 'a AND', 'NEAR(a b)', '-a', 'a:b', "'; DROP TABLE memories", '%', '_', '\0', '\uD800', '🏳️‍🌈', 'مرحبا', ')))', '^a'])(
    'the question %j breaks nothing',
    async (query) => {
      const who = caller();
      await memories.store(who, { content: 'a b c' });
      expect(Array.isArray((await memories.recall(who, query)).items)).toBe(true);
      expect(Array.isArray((await memories.search(who, { phrase: query, filter: {} })).items)).toBe(true);
    },
  );

  it('an update that says nothing new makes no version, so that a call may be sent again', async () => {
    const who = caller();
    const { id } = await memories.store(who, { content: 'one', tags: ['a'], expires: '2100-01-01' });
    expect(await memories.update(who, { id, content: ' one ', tags: ['a'] })).toMatchObject({ version: 1 });
    expect(await memories.update(who, { id, tags: ['b'] })).toMatchObject({ version: 2 });
    expect(await memories.update(who, { id, tags: ['b'] })).toMatchObject({ version: 2 });
    expect(await store.keeping.history(id)).toHaveLength(2);
  });

  it('two who change the same memory at once: one is told to read again', async () => {
    const who = caller();
    const { id } = await memories.store(who, { content: 'start' });
    const outcomes = await Promise.allSettled(['left', 'right'].map((content) => memories.update(who, { id, content })));
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await store.keeping.history(id)).toHaveLength(2);
  });

  it('the same content from many at once is one memory', async () => {
    const who = caller();
    const stored = await Promise.all(Array.from({ length: 20 }, () => memories.store(who, { content: 'all at once' })));
    expect(new Set(stored.map(({ id }) => id)).size).toBe(1);
    expect(stored.filter(({ outcome }) => outcome === 'stored')).toHaveLength(1);
  });

  it('composed and decomposed letters are the same content', async () => {
    const who = caller();
    const { id } = await memories.store(who, { content: 'caf\u00e9' });
    expect(await memories.store(who, { content: ' cafe\u0301\n' })).toMatchObject({ id, outcome: 'existing' });
  });

  it('limits say themselves', async () => {
    const who = caller();
    await expect(memories.store(who, { content: 'x'.repeat(100_001) })).rejects.toThrow(/100000 characters/);
    await expect(memories.store(who, { content: 'x', tags: Array.from({ length: 33 }, (_, index) => `t${index}`) })).rejects.toThrow(/32 tags/);
    for (const content of [' \n ', '\u200b', '\u200b \u2060\ufeff']) await expect(memories.store(who, { content })).rejects.toThrow(/empty/);
    await expect(memories.store(who, { content: 'x', metadata: { y: 'z'.repeat(9000) } })).rejects.toThrow(/8192 bytes/);
    await expect(memories.store(who, { content: 'x', tags: ['t'.repeat(65)] })).rejects.toThrow(/64 characters/);
    await expect(memories.store(who, { content: 'x', kind: 'k'.repeat(33) })).rejects.toThrow(/32 characters/);
    await expect(memories.store(who, { content: 'x', metadata: JSON.parse(`{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`) })).rejects.toThrow(/nested/);
    for (const expires of ['1', 'tomorrow', '2100', '2100-13-01', '2100-02-30', '2027-02-29T10:00:00Z', '31.01.2100']) {
      await expect(memories.store(who, { content: 'x', expires })).rejects.toThrow(/a date such as/);
    }
    expect((await memories.status(who)).memories).toBe(0);
    expect((await memories.store(who, { content: 'x'.repeat(100_000), tags: ['t'.repeat(64)], kind: 'k'.repeat(32) })).outcome).toBe('stored');
    await expect(memories.search(who, { filter: {}, cursor: 'nonsense' })).rejects.toThrow(/cursor/);
  });

  it('no argument reaches another compartment (ruling 23)', async () => {
    const mine = caller();
    const theirs = caller();
    const { id } = await memories.store(theirs, { content: 'secret harbour', tags: ['harbour'], kind: 'secret' });
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.string(), fc.constantFrom('secret', 'harbour', id, theirs.compartment, 'secret harbour')), async (text) => {
        const pages = await Promise.all([
          memories.recall(mine, text),
          memories.search(mine, { query: text, phrase: text, filter: { tags: [text] } }),
          memories.search(mine, { filter: { kind: text, client: text } }),
          memories.search(mine, { filter: {} }),
        ]);
        expect(pages.flatMap((page) => page.items)).toEqual([]);
        expect(await memories.forget(mine, [text, id])).toEqual([]);
        await expect(memories.update(mine, { id, content: text || 'x' })).rejects.toMatchObject({ name: 'MemoryRefused' });
      }),
      { numRuns: 60, ...SEED },
    );
    expect(await found(theirs, 'harbour')).toEqual(['secret harbour']);
  });
});
