/** What every MemoryStore does when all of it goes out, or comes in. */
import { expect, it } from 'vitest';
import type { MovedRecord, Restored } from '../../src/store/memory-moving.ts';
import type { MemoryStore } from '../../src/store/memory-store.ts';
import { makeAction, makeMemory, makeProvenance, NOW } from './memory-store-contract.ts';

const NOTHING: Restored = { memories: 0, existing: 0, binned: 0, duplicate: 0, astray: 0, versions: 0, held: 0, compartments: 0 };

export async function exportOf(store: MemoryStore, compartment: string | null = null): Promise<string[]> {
  const snapshot = await store.moving.snapshot(compartment);
  const lines: string[] = [];
  for (let next = await snapshot.next(); next !== null; next = await snapshot.next()) lines.push(...next);
  await snapshot.close();
  return lines;
}

export async function restoreAll(store: MemoryStore, lines: readonly string[], size = 3): Promise<Restored> {
  const total = { ...NOTHING };
  for (let at = 0; at < lines.length; at += size) {
    const counts = await store.moving.restore(
      lines.slice(at, at + size).map((line) => JSON.parse(line) as MovedRecord),
      NOW,
    );
    for (const [name, count] of Object.entries(counts)) total[name as keyof Restored] += count;
  }
  return total as Restored;
}

/** Two compartments with a window, settings, versions, a bin, actions done and undone, texts that are hard to carry. */
export async function fill(store: MemoryStore): Promise<void> {
  await store.compartments.create({ id: 'cmp_work', name: 'Work “☕”', createdAt: NOW }, 'work “☕”');
  await store.compartments.setWindows('cmp_work', ['default']);
  await store.compartments.rename('default', 'Home', 'home');
  await store.setSettings('cmp_work', { suggestDuplicates: false, defaultLimit: 7 });
  const hard = 'café \u2028 "quoted" \\ 会議室\n\n🚆 \u0001 {"a":1}';
  const first = makeMemory({
    content: hard,
    metadata: { __proto__: 1, deep: { '2': [1.5, null, 'x'], '1': true } },
    expiresAt: NOW + 1e9,
    tags: ['a "b"', 'ü'],
  });
  await store.add('default', first);
  await store.update('default', {
    ...first,
    content: 'changed',
    version: 2,
    updatedAt: NOW + 5,
    provenance: makeProvenance({ source: 'person', clientId: null, grantId: null, clientName: null, program: null }),
  });
  await store.update('default', { ...first, content: 'changed again', tags: [], version: 3, updatedAt: NOW + 6 });
  const all = Array.from({ length: 5 }, (_, index) =>
    makeMemory({ content: `imported ${index}`, createdAt: NOW - index * 1_000, provenance: makeProvenance({ source: 'import' }) }),
  );
  await store.addAll('cmp_work', all, makeAction({ kind: 'import', about: 'notes.jsonl' }));
  await store.forget('cmp_work', [all[1]?.id ?? ''], makeAction());
  const undone = makeAction();
  await store.forget('cmp_work', [all[2]?.id ?? ''], undone);
  await store.keeping.undo(undone.id, NOW + 10);
}

/** @param open a store with nothing in it, each time */
export function describeMemoryMoving(open: () => Promise<MemoryStore>): void {
  async function filled(): Promise<MemoryStore> {
    const store = await open();
    await fill(store);
    return store;
  }

  it('out of one and into an empty one: the same records to the byte, and the same answers', async () => {
    const [from, to] = [await filled(), await open()];
    const lines = await exportOf(from);
    expect(await restoreAll(to, lines)).toEqual({ ...NOTHING, memories: 6, versions: 2, compartments: 2 });
    expect(await exportOf(to)).toEqual(lines);
    for (const compartment of ['default', 'cmp_work']) {
      const page = { limit: 100, offset: 0, now: NOW };
      expect(await to.list(compartment, {}, page)).toEqual(await from.list(compartment, {}, page));
      expect(await to.settings(compartment)).toEqual(await from.settings(compartment));
      expect(await to.tags(compartment, 10, NOW)).toEqual(await from.tags(compartment, 10, NOW));
    }
    expect(await to.compartments.list()).toEqual(await from.compartments.list());
    for (const list of ['bin', 'actions'] as const) expect(await to.keeping[list]({ limit: 100 })).toEqual(await from.keeping[list]({ limit: 100 }));
    const words = { words: ['imported'], parts: [], grams: [], phrase: null };
    expect((await to.search('cmp_work', words, {}, { limit: 10, now: NOW })).words).toHaveLength(4);
  });

  it('what came in can be undone and brought back like what was made here', async () => {
    const to = await open();
    await restoreAll(to, await exportOf(await filled()));
    const { items } = await to.keeping.actions({ limit: 100 });
    const imported = items.find(({ kind }) => kind === 'import');
    expect(await to.keeping.undo(imported?.id ?? '', NOW + 20)).toMatchObject({ forgotten: 4 });
    const [, binned] = (await to.keeping.bin({ limit: 100 })).items;
    expect(await to.keeping.restore([binned?.id ?? ''], NOW + 30)).toEqual([binned?.id]);
  });

  it('the same export again adds nothing and changes nothing', async () => {
    const to = await open();
    const lines = await exportOf(await filled());
    await restoreAll(to, lines);
    expect(await restoreAll(to, lines, 100)).toEqual({ ...NOTHING, existing: 6 });
    expect(await exportOf(to)).toEqual(lines);
  });

  it('cut off anywhere, another run completes it', async () => {
    const lines = await exportOf(await filled());
    // In the middle of actions, of memories, of versions.
    for (const cut of [3, 8, lines.length - 1]) {
      const to = await open();
      await restoreAll(to, lines.slice(0, cut), 1);
      await restoreAll(to, lines);
      expect(await exportOf(to)).toEqual(lines);
    }
  });

  it('what is here stays: a name, a closed window, a setting, a memory that was changed, a content under another id', async () => {
    const to = await open();
    const lines = await exportOf(await filled());
    await restoreAll(to, lines);
    await to.compartments.rename('default', 'Mine', 'mine');
    await to.compartments.setWindows('cmp_work', []);
    await to.setSettings('cmp_work', { suggestDuplicates: true, defaultLimit: 9 });
    const [memory] = await to.list('default', {}, { limit: 1, now: NOW });
    if (memory === undefined) throw new Error('nothing was restored');
    await to.update('default', { ...memory, content: 'of today', version: memory.version + 1 });
    const before = await exportOf(to);
    expect(await restoreAll(to, lines)).toEqual({ ...NOTHING, existing: 6 });
    expect(await exportOf(to)).toEqual(before);
    const other = await open();
    await other.add('default', makeMemory({ content: 'changed again' }));
    expect(await restoreAll(other, lines)).toMatchObject({ memories: 5, duplicate: 1, compartments: 1 });
  });

  it('an export from before a change and then one from after it: the memory stays as the first had it, and can be changed', async () => {
    const [from, to] = [await open(), await open()];
    const first = makeMemory({ content: 'one' });
    await from.add('default', first);
    const older = await exportOf(from);
    await from.update('default', { ...first, content: 'two', version: 2, updatedAt: NOW + 1 });
    await from.update('default', { ...first, content: 'three', version: 3, updatedAt: NOW + 2 });
    await restoreAll(to, older);
    expect(await restoreAll(to, await exportOf(from))).toEqual({ ...NOTHING, existing: 1 });
    expect((await to.keeping.history(first.id))?.map(({ version }) => version)).toEqual([1]);
    for (const version of [2, 3, 4]) await to.update('default', { ...first, content: `here ${version}`, version, updatedAt: NOW + version });
    expect((await to.keeping.history(first.id))?.map(({ content }) => content)).toEqual(['here 4', 'here 3', 'here 2', 'one']);
  });

  it('what has run out here and waits for the sweep stands in nobody’s way', async () => {
    const [from, to] = [await open(), await open()];
    await from.add('default', makeMemory({ content: 'twin' }));
    await to.add('default', makeMemory({ content: 'twin', expiresAt: NOW - 1, createdAt: NOW - 9, updatedAt: NOW - 9 }));
    expect(await restoreAll(to, await exportOf(from))).toMatchObject({ memories: 1, duplicate: 0 });
  });

  it('says what of it is in the bin here', async () => {
    const to = await filled();
    const lines = await exportOf(to);
    const all = (await to.list('cmp_work', {}, { limit: 9, now: NOW })).map(({ id }) => id);
    await to.forget('cmp_work', all, makeAction());
    expect(await restoreAll(to, lines)).toEqual({ ...NOTHING, existing: 6, binned: 4 });
  });

  it('a number that a file gives a memory is not its place here', async () => {
    const to = await open();
    const numbered = (number: number) => ({
      memory: { ...makeMemory(), compartment: 'default', writtenBy: null, forgottenAt: null, forgottenBy: null, number },
    });
    await to.add('default', makeMemory({ content: 'here before' }));
    await to.moving.restore([numbered(1), numbered(Number.MAX_SAFE_INTEGER)], NOW);
    await to.add('default', makeMemory({ content: 'here after' }));
    const found = await to.search('default', { words: ['after'], parts: [], grams: [], phrase: null }, {}, { limit: 9, now: NOW });
    expect(await to.list('default', {}, { limit: 9, now: NOW })).toHaveLength(4);
    expect(found.words).toHaveLength(1);
  });

  it('what an import changed is forgotten where a file has nothing of what was before', async () => {
    const [from, to] = [await open(), await open()];
    const first = makeMemory({ content: 'prolonged', expiresAt: NOW + 1_000 });
    const action = makeAction({ kind: 'import', about: 'notes.md' });
    await from.add('default', first);
    await from.addAll('default', [makeMemory({ content: 'prolonged', expiresAt: null })], action);
    await restoreAll(
      to,
      (await exportOf(from)).filter((line) => !line.startsWith('{"version"')),
    );
    expect(await to.keeping.undo(action.id, NOW + 20)).toMatchObject({ written: 0, forgotten: 1 });
  });

  it('a memory of a compartment that nobody named goes nowhere', async () => {
    const to = await open();
    const lines = (await exportOf(await filled())).filter((line) => !line.startsWith('{"compartment":{"id":"cmp_work"'));
    expect(await restoreAll(to, lines)).toMatchObject({ memories: 1, astray: 5, versions: 2 });
  });

  it('one compartment alone, with what was done in it', async () => {
    const from = await filled();
    const kinds = (await exportOf(from, 'cmp_work')).map((line) => Object.keys(JSON.parse(line))[0]);
    expect(kinds).toEqual(['compartment', 'action', 'action', ...Array.from({ length: 5 }, () => 'memory')]);
    expect((await exportOf(from, 'default')).join()).not.toContain('imported');
  });

  it('a snapshot shows one moment, whatever happens meanwhile', async () => {
    const store = await filled();
    const expected = await exportOf(store);
    const snapshot = await store.moving.snapshot(null);
    expect(snapshot.memories).toBe(6);
    await store.add('default', makeMemory());
    await store.keeping.forget([(await store.list('default', {}, { limit: 5, now: NOW })).at(-1)?.id ?? ''], makeAction());
    const lines: string[] = [];
    for (let next = await snapshot.next(); next !== null; next = await snapshot.next()) lines.push(...next);
    await snapshot.close();
    expect(lines).toEqual(expected);
  });

  it('knows which contents are remembered now, and which are in the bin', async () => {
    const store = await filled();
    const contents = ['imported 0', 'imported 1', 'imported 2', 'nothing'];
    expect(await store.moving.known('cmp_work', contents, NOW)).toEqual(['there', 'binned', 'there', null]);
    expect(await store.moving.known('default', contents, NOW)).toEqual([null, null, null, null]);
    expect(await store.moving.known('default', ['changed again'], NOW + 2e9)).toEqual([null]);
    await store.add('default', makeMemory({ content: 'for a week', expiresAt: NOW + 1_000 }));
    expect(await store.moving.known('default', ['for a week'], NOW)).toEqual(['ending']);
  });
}
