import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { entryUrl } from '../../src/edge/worker-entries.ts';
import type { Memory, MemoryStore } from '../../src/store/memory-store.ts';
import { createSqliteMemoryStore } from '../../src/store/sqlite/create-memory-store.ts';
import { createVolatileMemoryStore } from '../../src/store/volatile/create-volatile-memory-store.ts';
import { removeDirectory, temporaryDirectory } from '../support/broker.ts';
import { makeAction, makeMemory, NOW } from './memory-store-contract.ts';

const directory = temporaryDirectory();
afterAll(() => removeDirectory(directory));

const openSqlite = (file: string) => createSqliteMemoryStore({ file, writerEntry: entryUrl('memory-writer'), searcherEntry: entryUrl('memory-searcher') });

const memory = (id: string, change: Partial<Memory> = {}) => makeMemory({ id, content: `about ${id}`, tags: [], ...change });

const EAST = Int8Array.from([127, 0, 0]);
const NORTH = Int8Array.from([0, 127, 0]);
const NORTH_EAST = Int8Array.from([90, 90, 0]);
const page = { limit: 10, now: NOW };

describe.each([
  { name: 'SQLite', open: () => openSqlite(join(directory, `${randomUUID()}.db`)) },
  { name: 'volatile', open: async () => createVolatileMemoryStore() },
])('vectors of the $name store', ({ open }) => {
  let store: MemoryStore;
  beforeEach(async () => {
    store = await open();
    expect(await store.vectors.open()).toBeNull();
    return () => store.close();
  });

  async function queueAll(): Promise<void> {
    while (await store.vectors.queue());
  }
  /** Gives what waits the vector that is named for its text. */
  async function embedAll(vectors: Record<string, Int8Array>, model = 'm'): Promise<void> {
    await queueAll();
    const waiting = await store.vectors.waiting(100);
    await store.vectors.keep(
      model,
      waiting.map(({ id, version, text }) => ({ id, version, vector: vectors[text] ?? EAST })),
    );
  }
  const nearest = async (vector = EAST, filter = {}, compartment = 'default') =>
    (await store.vectors.nearest(compartment, vector, filter, page)).map(({ id }) => id);
  const waitingTexts = async () => (await store.vectors.waiting(100)).map(({ text }) => text);

  it('nothing waits before a model is in use; then everything does, newest first, with its tags', async () => {
    await store.add('default', memory('a'));
    await store.add('other', memory('b', { tags: ['red', 'blue'] }));
    expect(await store.vectors.count()).toBe(0);
    await store.vectors.use('m', 3);
    expect(await store.vectors.count()).toBe(2);
    await queueAll();
    await store.add('default', memory('c'));
    expect(await waitingTexts()).toEqual(['about c', 'about b\nred blue', 'about a']);
    expect((await store.vectors.waiting(1)).length).toBe(1);
  });

  it('the most similar comes first, with its similarity', async () => {
    for (const id of ['a', 'b', 'c']) await store.add('default', memory(id));
    await store.vectors.use('m', 3);
    await embedAll({ 'about a': NORTH, 'about b': NORTH_EAST, 'about c': EAST });
    const near = await store.vectors.nearest('default', EAST, {}, page);
    expect(near.map(({ id }) => id)).toEqual(['c', 'b', 'a']);
    expect(near.map(({ similarity }) => Math.round(similarity * 100))).toEqual([100, 71, 0]);
    expect(await store.vectors.count()).toBe(0);
    expect(await nearest(NORTH)).toEqual(['a', 'b', 'c']);
    expect((await store.vectors.nearest('default', EAST, {}, { limit: 1, now: NOW })).map(({ id }) => id)).toEqual(['c']);
  });

  it('no distance crosses from one compartment into another', async () => {
    await store.add('default', memory('a'));
    await store.add('other', memory('b'));
    await store.vectors.use('m', 3);
    await embedAll({});
    expect(await nearest(EAST, {}, 'default')).toEqual(['a']);
    expect(await nearest(EAST, {}, 'other')).toEqual(['b']);
    expect(await nearest(EAST, {}, 'nowhere')).toEqual([]);
  });

  it('through a window into another compartment, and only that way round', async () => {
    const { compartments } = store;
    await compartments.create({ id: 'cmp_home', name: 'Home', createdAt: NOW }, 'home');
    await compartments.setWindows('default', ['cmp_home']);
    await store.add('default', memory('a'));
    await store.add('cmp_home', memory('b'));
    await store.vectors.use('m', 3);
    await embedAll({ 'about a': NORTH });
    expect(await nearest(EAST, {}, 'default')).toEqual(['b', 'a']);
    expect(await nearest(EAST, {}, 'cmp_home')).toEqual(['b']);
  });

  it('filters hold, however many nearer ones they leave out, and what has run out is not there', async () => {
    for (let index = 0; index < 100; index += 1) await store.add('default', memory(`near-${index}`));
    await store.add('default', memory('far', { tags: ['wanted'], kind: 'decision' }));
    await store.add('default', memory('gone', { tags: ['wanted'], expiresAt: NOW - 1 }));
    await store.vectors.use('m', 3);
    await queueAll();
    await embedAll({ 'about far\nwanted': NORTH_EAST });
    while ((await store.vectors.count()) > 0) await embedAll({});
    const one = { limit: 1, now: NOW };
    expect((await store.vectors.nearest('default', EAST, { tags: ['wanted'] }, one)).map(({ id }) => id)).toEqual(['far']);
    expect((await store.vectors.nearest('default', EAST, { kind: 'decision' }, one)).map(({ id }) => id)).toEqual(['far']);
    expect(await nearest(EAST, { tags: ['wanted'] })).toEqual(['far']);
  });

  it('a changed text loses its vector and waits again; one that only changed its kind does not', async () => {
    await store.add('default', memory('a'));
    await store.vectors.use('m', 3);
    await embedAll({});
    expect(await store.update('default', memory('a', { kind: 'decision', version: 2 }))).toBe('updated');
    expect(await nearest()).toEqual(['a']);
    expect(await store.vectors.count()).toBe(0);
    expect(await store.update('default', memory('a', { content: 'something else', version: 3 }))).toBe('updated');
    expect(await nearest()).toEqual([]);
    expect(await waitingTexts()).toEqual(['something else']);
    await embedAll({});
    expect(await nearest()).toEqual(['a']);
  });

  it('a vector of a version that is not current any more is not kept, and the memory still waits', async () => {
    await store.add('default', memory('a'));
    await store.vectors.use('m', 3);
    await queueAll();
    const [read] = await store.vectors.waiting(1);
    await store.update('default', memory('a', { content: 'meanwhile changed', version: 2 }));
    await store.vectors.keep('m', [{ id: read?.id ?? '', version: read?.version ?? 0, vector: EAST }]);
    expect(await nearest()).toEqual([]);
    expect(await waitingTexts()).toEqual(['meanwhile changed']);
  });

  it('a forgotten memory loses its vector at once, also one that is being embedded; brought back it gets one again', async () => {
    for (const id of ['a', 'b']) await store.add('default', memory(id));
    await store.vectors.use('m', 3);
    await embedAll({});
    const action = makeAction();
    await store.forget('default', ['a'], action);
    expect(await nearest()).toEqual(['b']);
    expect(await store.vectors.count()).toBe(0);
    await store.keeping.undo(action.id, NOW);
    await embedAll({});
    expect((await nearest()).sort()).toEqual(['a', 'b']);
    await store.forget('default', ['a'], makeAction());
    await store.add('default', memory('c'));
    const [read] = await store.vectors.waiting(1);
    await store.forget('default', ['c'], makeAction());
    await store.vectors.keep('m', [{ id: read?.id ?? '', version: 1, vector: EAST }]);
    expect(await nearest()).toEqual(['b']);
  });

  it('another model or another length starts over; the same one goes on', async () => {
    await store.add('default', memory('a'));
    await store.vectors.use('m', 3);
    await embedAll({});
    await store.vectors.use('m', 3);
    expect(await nearest()).toEqual(['a']);
    expect(await store.vectors.count()).toBe(0);
    for (const [model, dimension] of [
      ['other', 3],
      ['other', 2],
    ] as const) {
      await store.vectors.use(model, dimension);
      expect(await nearest()).toEqual([]);
      expect(await store.vectors.count()).toBe(1);
    }
    await queueAll();
    const [waiting] = await store.vectors.waiting(1);
    await store.vectors.keep('m', [{ id: waiting?.id ?? '', version: 1, vector: EAST }]);
    await store.vectors.keep('other', [{ id: waiting?.id ?? '', version: 1, vector: EAST }]);
    expect(await store.vectors.count()).toBe(1);
  });

  it('a text that no vector can be had for does not wait any longer, until it changes', async () => {
    await store.add('default', memory('a'));
    await store.vectors.use('m', 3);
    await queueAll();
    const [waiting] = await store.vectors.waiting(1);
    await store.vectors.keep('m', [{ id: waiting?.id ?? '', version: 1, vector: null }]);
    expect(await store.vectors.count()).toBe(0);
    expect(await nearest()).toEqual([]);
    await store.update('default', memory('a', { content: 'shorter', version: 2 }));
    expect(await waitingTexts()).toEqual(['shorter']);
  });
});

describe('vectors in memory.db', () => {
  it('survive the end of the process, and so does what waits', async () => {
    const file = join(directory, 'kept.db');
    const first = await openSqlite(file);
    await first.vectors.open();
    for (const id of ['a', 'b']) await first.add('default', memory(id));
    await first.vectors.use('m', 3);
    while (await first.vectors.queue());
    const [waiting] = await first.vectors.waiting(1);
    await first.vectors.keep('m', [{ id: waiting?.id ?? '', version: 1, vector: EAST }]);
    await first.close();
    const second = await openSqlite(file);
    await second.vectors.open();
    expect(await second.vectors.count()).toBe(1);
    expect((await second.vectors.nearest('default', EAST, {}, page)).map(({ id }) => id)).toEqual(['b']);
    await second.close();
  });

  it('go with rows that are deleted or moved by whatever statement', async () => {
    const file = join(directory, 'raw.db');
    const store = await openSqlite(file);
    await store.vectors.open();
    for (const id of ['a', 'b', 'c']) await store.add('default', memory(id));
    await store.vectors.use('m', 3);
    while (await store.vectors.queue());
    const waiting = await store.vectors.waiting(2);
    await store.vectors.keep(
      'm',
      waiting.map(({ id, version }) => ({ id, version, vector: EAST })),
    );
    const db = new Database(file);
    db.prepare("DELETE FROM memories WHERE id IN ('a', 'b')").run();
    db.prepare("UPDATE memories SET compartment = 'other' WHERE id = 'c'").run();
    expect(db.prepare('SELECT compartment FROM vectors').all()).toEqual([{ compartment: 'other' }]);
    expect(db.prepare('SELECT count(*) FROM unembedded').pluck().get()).toBe(0);
    db.close();
    expect((await store.vectors.nearest('other', EAST, {}, page)).map(({ id }) => id)).toEqual(['c']);
    await store.close();
  });
});
