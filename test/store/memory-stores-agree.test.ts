/** Whatever is done, in whatever order, both stores hold the same: one is the model of the other. */
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { entryUrl } from '../../src/edge/worker-entries.ts';
import type { MemoryStore } from '../../src/store/memory-store.ts';
import { createSqliteMemoryStore } from '../../src/store/sqlite/create-memory-store.ts';
import { createVolatileMemoryStore } from '../../src/store/volatile/create-volatile-memory-store.ts';
import { removeDirectory, temporaryDirectory } from '../support/broker.ts';
import { SEED } from '../support/fuzz-cases.ts';
import { makeAction, makeMemory, makeProvenance, NOW } from './memory-store-contract.ts';

const directory = temporaryDirectory();
afterAll(() => removeDirectory(directory));

const CLIENTS = ['gh_a', 'gh_b', 'gh_c'];
/** Few contents and places, so that they meet. */
const content = fc.constantFrom('red', 'green', 'blue', 'a red and a green one');
const compartment = fc.constantFrom('here', 'there');
const client = fc.constantFrom(...CLIENTS);
const which = fc.nat(30);

type Step = { readonly name: string; readonly act: (store: MemoryStore, world: World) => Promise<unknown> };
/** What has happened so far; the same for both stores. */
type World = { readonly now: number; readonly ids: string[]; readonly actions: string[]; readonly step: number };

const by = (clientId: string) => makeProvenance({ clientId, grantId: `gr_${clientId}` });
const pick = (list: readonly string[], index: number): string => list[index % Math.max(1, list.length)] ?? 'none';

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ compartment, content, client, expires: fc.constantFrom(null, 3) }).map(({ compartment: where, content: text, client: who, expires }) => ({
    name: `add ${text} ${where} ${who} ${expires}`,
    act: async (store: MemoryStore, { now, ids, step: index }: World) => {
      const memory = makeMemory({
        id: `mem_${index}`,
        content: text,
        tags: [text.slice(0, 3)],
        kind: text.slice(-2),
        provenance: by(who),
        createdAt: now,
        updatedAt: now,
        expiresAt: expires === null ? null : now + expires,
      });
      const added = await store.add(where, memory);
      if (added.outcome === 'stored') ids.push(added.id);
      return added;
    },
  })),
  fc.record({ compartment, content, client, which }).map(({ compartment: where, content: text, client: who, which: index }) => ({
    name: `update ${index} to ${text} by ${who} in ${where}`,
    act: async (store: MemoryStore, { now, ids }: World) => {
      const current = await store.find(where, pick(ids, index), now);
      return current && store.update(where, { ...current, content: text, provenance: by(who), updatedAt: now, version: current.version + 1 });
    },
  })),
  fc.record({ compartment, client, which }).map(({ compartment: where, client: who, which: index }) => ({
    name: `forget ${index} by ${who} in ${where}`,
    act: (store: MemoryStore, { now, ids, actions, step: at }: World) => {
      actions.push(`act_${at}`);
      return store.forget(where, [pick(ids, index), pick(ids, index + 1)], makeAction({ id: `act_${at}`, at: now, by: by(who) }));
    },
  })),
  fc.record({ which }).map(({ which: index }) => ({
    name: `undo ${index}`,
    act: async (store: MemoryStore, { now, actions }: World) => {
      const undone = await store.keeping.undo(pick(actions, index), now);
      return undone && { ...undone, compartments: [...undone.compartments].sort() };
    },
  })),
  fc.record({ which }).map(({ which: index }) => ({
    name: `restore ${index}`,
    act: (store: MemoryStore, { now, ids }: World) => store.keeping.restore([pick(ids, index), pick(ids, index + 2)], now),
  })),
  fc.record({ client, grant: fc.boolean() }).map(({ client: who, grant }) => ({
    name: `take back ${who} ${grant}`,
    act: async (store: MemoryStore, { now, actions, step: at }: World) => {
      actions.push(`act_${at}`);
      const author = grant ? { grantId: `gr_${who}` } : { clientIds: [who, 'gh_other'] };
      const taken = await store.keeping.takeBack(author, makeAction({ id: `act_${at}`, kind: 'forget-client', at: now }));
      return { ...taken, compartments: [...taken.compartments].sort() };
    },
  })),
  fc.constant({ name: 'sweep', act: (store: MemoryStore, { now }: World) => store.keeping.sweep(now, now - 8) }),
);

async function everything(store: MemoryStore, { ids, now }: World) {
  // The tags of what has run out are counted until it is swept up.
  while ((await store.keeping.sweep(now, now - 8)).more);
  const places = await Promise.all(
    ['here', 'there'].map(async (where) => [
      await store.list(where, {}, { limit: 100, now }),
      await store.tags(where, 9, now),
      (await store.stats(where, now)).forgotten,
    ]),
  );
  const kept = await Promise.all(ids.map((id) => store.keeping.find(id)));
  const histories = await Promise.all(ids.map((id) => store.keeping.history(id)));
  const bin = (await store.keeping.bin({ limit: 100 })).items.map(({ id }) => id);
  const facets = await Promise.all([undefined, 'here', 'there'].flatMap((where) => [1, 9].map((limit) => store.keeping.facets(where, limit))));
  const found = await store.search('here', { words: ['red'], parts: [], grams: [], phrase: null }, {}, { limit: 100, now });
  return { places, kept, histories, bin, facets, actions: (await store.keeping.actions({ limit: 100 })).items, found: found.words.map(({ id }) => id).sort() };
}

describe('the SQLite and the volatile memory store', () => {
  it('hold the same after any sequence of stores, updates, forgettings, undoings and sweeps', async () => {
    let run = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 40 }), async (steps) => {
        run += 1;
        const sqlite = await createSqliteMemoryStore({
          file: join(directory, `${run}.db`),
          writerEntry: entryUrl('memory-writer'),
          searcherEntry: entryUrl('memory-searcher'),
        });
        const volatile = createVolatileMemoryStore();
        const worlds = [sqlite, volatile].map((store) => ({ store, ids: [] as string[], actions: [] as string[] }));
        try {
          for (const [index, { name, act }] of steps.entries()) {
            const outcomes = [];
            for (const { store, ids, actions } of worlds) outcomes.push(await act(store, { now: NOW + index, ids, actions, step: index }));
            expect(outcomes[0], name).toEqual(outcomes[1]);
          }
          const [left, right] = await Promise.all(
            worlds.map(({ store, ids, actions }) => everything(store, { now: NOW + steps.length, ids, actions, step: 0 })),
          );
          expect(left).toEqual(right);
        } finally {
          await sqlite.close();
        }
      }),
      { numRuns: 15, ...SEED },
    );
  }, 240_000);
});
