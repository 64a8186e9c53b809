import { join } from 'node:path';
import { BroadcastChannel } from 'node:worker_threads';
import { afterAll, describe, expect, it, vi } from 'vitest';
import type { MemoryStore } from '../../src/store/memory-store.ts';
import { createSqliteMemoryStore } from '../../src/store/sqlite/create-memory-store.ts';
import { removeDirectory, temporaryDirectory } from '../support/broker.ts';
import { makeAction, makeMemory } from './memory-store-contract.ts';

const directory = temporaryDirectory();
const looks = new BroadcastChannel('looks of a hasty worker');
let store: MemoryStore;
afterAll(async () => {
  looks.close();
  await store.close();
  await removeDirectory(directory);
});

describe('memory is given back', () => {
  it('by every thread of a store, and an export that waits for its reader goes on after it', async () => {
    const threads = new Set<unknown>();
    looks.onmessage = (message) => threads.add((message as MessageEvent).data);
    store = await createSqliteMemoryStore({
      file: join(directory, 'memory.db'),
      writerEntry: new URL('./hasty-writer.ts', import.meta.url),
      searcherEntry: new URL('./hasty-searcher.ts', import.meta.url),
    });
    const memories = Array.from({ length: 1_200 }, (_, index) => makeMemory({ content: `memory ${index}` }));
    await store.addAll('default', memories, makeAction({ kind: 'import', about: 'notes.jsonl' }));
    await vi.waitFor(() => expect(threads.size).toBe(2), 10_000);

    const snapshot = await store.moving.snapshot(null);
    const first = (await snapshot.next()) ?? [];
    await vi.waitFor(() => expect(threads.size).toBe(3), 10_000);
    const lines = [...first];
    for (let next = await snapshot.next(); next !== null; next = await snapshot.next()) lines.push(...next);
    expect(first.length).toBeLessThan(lines.length);
    expect(lines.filter((line) => line.startsWith('{"memory"'))).toHaveLength(1_200);
    await snapshot.close();

    const question = { words: ['memory'], parts: [], grams: [], phrase: null };
    expect((await store.search('default', question, {}, { limit: 5, now: 0 })).words).toHaveLength(5);
  });
});
