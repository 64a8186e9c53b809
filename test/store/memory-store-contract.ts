/** What every MemoryStore does, whatever stands behind it. */
import { describe, expect, it } from 'vitest';
import type { NewAction } from '../../src/store/memory-keeping.ts';
import type { Memory, MemoryStore, Provenance } from '../../src/store/memory-store.ts';

export const NOW = 1_000_000_000_000;
const DAY = 86_400_000;
let counter = 0;

export function makeProvenance(change: Partial<Provenance> = {}): Provenance {
  return { clientId: 'gh_a', grantId: 'gr_a', clientName: 'A', program: '/usr/bin/a', source: 'client', ...change };
}

export function makeMemory(change: Partial<Memory> = {}): Memory {
  counter += 1;
  return {
    id: `mem_${counter}`,
    content: `content ${counter}`,
    tags: ['tag'],
    kind: 'note',
    metadata: { from: 'test' },
    createdAt: NOW,
    updatedAt: NOW,
    expiresAt: null,
    version: 1,
    provenance: makeProvenance(),
    ...change,
  };
}

export function makeAction(change: Partial<NewAction> = {}): NewAction {
  counter += 1;
  return { id: `act_${counter}`, kind: 'forget', at: NOW, by: makeProvenance(), about: null, ...change };
}

const A = { clientIds: ['gh_a'] };
const B = makeProvenance({ clientId: 'gh_b', grantId: 'gr_b', clientName: 'B' });
const PAGE = { limit: 100, now: NOW };
const WORDS = { parts: [], grams: [], phrase: null };

export function describeMemoryStore(getStore: () => MemoryStore): void {
  /** A compartment that nothing else uses. */
  const place = (): string => {
    counter += 1;
    return `c${counter}`;
  };
  const add = async (compartment: string, change: Partial<Memory> = {}): Promise<Memory> => {
    const memory = makeMemory(change);
    expect(await getStore().add(compartment, memory)).toEqual({ id: memory.id, outcome: 'stored' });
    return memory;
  };
  const change = async (compartment: string, memory: Memory, to: Partial<Memory>): Promise<Memory> => {
    const next = { ...memory, updatedAt: NOW + 1, version: memory.version + 1, ...to };
    expect(await getStore().update(compartment, next)).toBe('updated');
    return next;
  };
  const live = async (compartment: string, now = NOW) => (await getStore().list(compartment, {}, { ...PAGE, now })).map(({ content }) => content).sort();
  const found = async (compartment: string, word: string) =>
    (await getStore().search(compartment, { ...WORDS, words: [word] }, {}, { limit: 100, now: NOW })).words.map(({ id }) => id);
  const bin = async () => (await getStore().keeping.bin({ limit: 500 })).items;

  describe('adding', () => {
    it('what is added is there as it was given', async () => {
      const compartment = place();
      const memory = await add(compartment, { expiresAt: NOW + 1, tags: ['a', 'b'], kind: 'fact' });
      expect(await getStore().find(compartment, memory.id, NOW)).toEqual(memory);
    });

    it('the same content again is the same memory, with nothing changed', async () => {
      const compartment = place();
      const memory = await add(compartment);
      const twin = makeMemory({ content: memory.content, tags: ['other'], provenance: B });
      expect(await getStore().add(compartment, twin)).toEqual({ id: memory.id, outcome: 'existing' });
      expect(await getStore().find(compartment, memory.id, NOW)).toEqual(memory);
      expect((await getStore().add(place(), makeMemory({ content: memory.content }))).outcome).toBe('stored');
    });

    it('the same content for longer is a version by who stores it now, with all else as it was; for no longer it is nothing', async () => {
      const compartment = place();
      const C = makeProvenance({ clientId: 'gh_c', grantId: 'gr_c' });
      const memory = await add(compartment, { expiresAt: NOW + 10, provenance: makeProvenance({ clientId: 'gh_d', grantId: 'gr_d' }) });
      const again = (expiresAt: number | null) =>
        makeMemory({ content: memory.content, tags: ['other'], kind: 'fact', expiresAt, provenance: C, updatedAt: NOW + 5 });
      const stored = async (expiresAt: number | null) => (await getStore().add(compartment, again(expiresAt))).outcome;
      expect([await stored(NOW + 6), await stored(NOW + 10)]).toEqual(['existing', 'existing']);
      expect(await getStore().find(compartment, memory.id, NOW)).toEqual(memory);
      expect([await stored(NOW + 20), await stored(null), await stored(NOW + 30)]).toEqual(['changed', 'changed', 'existing']);
      expect(await getStore().find(compartment, memory.id, NOW + 100)).toEqual({ ...memory, expiresAt: null, version: 3, provenance: C, updatedAt: NOW + 5 });
      expect((await getStore().keeping.history(memory.id)).map(({ expiresAt }) => expiresAt)).toEqual([null, NOW + 20, NOW + 10]);
      expect(await getStore().keeping.takeBack({ grantId: 'gr_c' }, makeAction())).toMatchObject({ written: 1, forgotten: 0 });
      expect(await live(compartment, NOW + 9)).toEqual([memory.content]);
      expect(await live(compartment, NOW + 10)).toEqual([]);
    });

    it('a batch that keeps something for longer sets it back when it is undone', async () => {
      const compartment = place();
      const memory = await add(compartment, { expiresAt: NOW + 10 });
      const action = makeAction({ kind: 'import', about: 'a.jsonl' });
      expect(await getStore().addAll(compartment, [makeMemory({ content: memory.content })], action)).toEqual([{ id: memory.id, outcome: 'changed' }]);
      expect(await getStore().keeping.undo(action.id, NOW + 1)).toMatchObject({ written: 1, forgotten: 0 });
      expect((await getStore().find(compartment, memory.id, NOW + 1))?.expiresAt).toBe(NOW + 10);
    });

    it('one that was forgotten comes back under its id, as a version of who brings it back', async () => {
      const compartment = place();
      const memory = await add(compartment);
      await getStore().forget(compartment, [memory.id], makeAction());
      const again = makeMemory({ content: memory.content, tags: ['new'], kind: 'fact', provenance: B, createdAt: NOW + 5, updatedAt: NOW + 5 });
      expect(await getStore().add(compartment, again)).toEqual({ id: memory.id, outcome: 'restored' });
      expect(await getStore().find(compartment, memory.id, NOW)).toEqual({ ...again, id: memory.id, createdAt: NOW, version: 2 });
      expect((await getStore().keeping.history(memory.id)).map(({ provenance }) => provenance.clientId)).toEqual(['gh_b', 'gh_a']);
      expect(await getStore().tags(compartment, 10, NOW)).toEqual([{ tag: 'new', count: 1 }]);
    });

    it('one that an import brings back has no date of today: the later of its own and of the import’s', async () => {
      const compartment = place();
      const memory = await add(compartment, { createdAt: NOW - 50, updatedAt: NOW - 20 });
      const bringBack = async (updatedAt: number) => {
        await getStore().forget(compartment, [memory.id], makeAction());
        const again = makeMemory({ content: memory.content, createdAt: NOW - 90, updatedAt });
        expect(await getStore().addAll(compartment, [again], makeAction({ kind: 'import' }))).toEqual([{ id: memory.id, outcome: 'restored' }]);
        const { createdAt, updatedAt: changedAt } = (await getStore().find(compartment, memory.id, NOW)) as Memory;
        return [createdAt, changedAt];
      };
      expect(await bringBack(NOW - 80)).toEqual([NOW - 50, NOW - 20]);
      expect(await bringBack(NOW - 10)).toEqual([NOW - 50, NOW - 10]);
    });

    it('one that has run out comes back as well, and is not "there already"', async () => {
      const compartment = place();
      const memory = await add(compartment, { expiresAt: NOW + 10 });
      const again = makeMemory({ content: memory.content, updatedAt: NOW + 11 });
      expect(await getStore().add(compartment, again)).toEqual({ id: memory.id, outcome: 'restored' });
      expect(await live(compartment, NOW + 11)).toEqual([memory.content]);
    });

    it('a batch is one action, and undone as one', async () => {
      const compartment = place();
      const before = await add(compartment);
      const binned = await add(compartment, { content: `binned ${compartment}` });
      await getStore().forget(compartment, [binned.id], makeAction());
      const action = makeAction({ kind: 'import', about: 'a.jsonl' });
      const batch = [makeMemory({ content: before.content }), makeMemory({ content: binned.content }), makeMemory()];
      const added = await getStore().addAll(compartment, batch, action);
      expect(added.map(({ outcome }) => outcome)).toEqual(['existing', 'restored', 'stored']);
      await getStore().addAll(compartment, [makeMemory()], action);
      const { items } = await getStore().keeping.actions({ limit: 100 });
      expect(items.find(({ id }) => id === action.id)).toEqual({ ...action, forgotten: 0, written: 3, held: 0, undoneAt: null });
      expect(await getStore().keeping.undo(action.id, NOW + 1)).toEqual({
        restored: 0,
        written: 0,
        forgotten: 3,
        left: 0,
        held: 0,
        compartments: [compartment],
      });
      expect(await live(compartment)).toEqual([before.content]);
    });
  });

  describe('versions', () => {
    it('a change keeps what was, with its author', async () => {
      const compartment = place();
      const first = await add(compartment, { content: `walrus ${compartment}` });
      const second = await change(compartment, first, { content: `penguin ${compartment}`, tags: ['x'], provenance: B });
      expect(await getStore().find(compartment, first.id, NOW)).toEqual(second);
      expect([await found(compartment, 'walrus'), await found(compartment, 'penguin')]).toEqual([[], [first.id]]);
      const history = await getStore().keeping.history(first.id);
      expect(history.map(({ version, content, provenance }) => [version, content, provenance])).toEqual([
        [2, second.content, B],
        [1, first.content, first.provenance],
      ]);
    });

    it('a change of an old version, a foreign one or a forgotten one changes nothing', async () => {
      const compartment = place();
      const first = await add(compartment);
      await change(compartment, first, { content: 'now' });
      const stale = { ...first, content: 'late', version: 2 };
      expect(await getStore().update(compartment, stale)).toBe('gone');
      expect(await getStore().update(place(), { ...stale, version: 3 })).toBe('gone');
      await getStore().forget(compartment, [first.id], makeAction());
      expect(await getStore().update(compartment, { ...stale, version: 3 })).toBe('gone');
      expect(await getStore().keeping.history(first.id)).toHaveLength(2);
    });

    it('a change into the content of another is a duplicate, unless that one is forgotten or has run out', async () => {
      const compartment = place();
      const first = await add(compartment);
      const twin = await add(compartment);
      const wanted = { ...first, content: twin.content, version: 2, updatedAt: NOW + 20 };
      expect(await getStore().update(compartment, wanted)).toEqual({ twin: twin.id });
      await getStore().forget(compartment, [twin.id], makeAction());
      expect(await getStore().update(compartment, wanted)).toBe('updated');
      const passing = await add(compartment, { expiresAt: NOW + 10 });
      expect(await getStore().update(compartment, { ...wanted, content: passing.content, version: 3 })).toBe('updated');
      expect(await live(compartment, NOW + 20)).toEqual([passing.content]);
    });
  });

  describe('forgetting', () => {
    it('names what was there, once each; it is nowhere any more, and back as one', async () => {
      const compartment = place();
      const [first, second, third] = [await add(compartment, { content: `zebra ${compartment}` }), await add(compartment), await add(compartment)];
      const action = makeAction({ at: NOW + 3 });
      expect(await getStore().forget(compartment, [first.id, 'mem_none', second.id, first.id], action)).toEqual([first.id, second.id]);
      expect(await live(compartment)).toEqual([third.content]);
      expect(await found(compartment, 'zebra')).toEqual([]);
      expect(await getStore().find(compartment, first.id, NOW)).toBeNull();
      expect(await getStore().tags(compartment, 10, NOW)).toEqual([{ tag: 'tag', count: 1 }]);
      expect(await getStore().stats(compartment, NOW)).toMatchObject({ memories: 1, forgotten: 2, tags: 1 });
      expect(await getStore().keeping.find(first.id)).toEqual({ ...first, compartment, forgottenAt: NOW + 3, forgottenBy: action.id });
      expect((await bin()).filter((memory) => memory.compartment === compartment).map(({ id }) => id)).toEqual([second.id, first.id]);
      expect(await getStore().keeping.undo(action.id, NOW + 4)).toEqual({
        restored: 2,
        written: 0,
        forgotten: 0,
        left: 0,
        held: 0,
        compartments: [compartment],
      });
      expect(await live(compartment)).toHaveLength(3);
      expect(await found(compartment, 'zebra')).toEqual([first.id]);
      expect(await getStore().tags(compartment, 10, NOW)).toEqual([{ tag: 'tag', count: 3 }]);
      expect(await getStore().keeping.undo(action.id, NOW + 5)).toBeNull();
    });

    it('of nothing is no action', async () => {
      const compartment = place();
      const foreign = await add(place());
      const action = makeAction();
      expect(await getStore().forget(compartment, [foreign.id, 'mem_none'], action)).toEqual([]);
      expect(await getStore().keeping.undo(action.id, NOW)).toBeNull();
    });

    it('what was remembered again in between stays as it is when the forgetting is undone', async () => {
      const compartment = place();
      const memory = await add(compartment);
      const action = makeAction();
      await getStore().forget(compartment, [memory.id], action);
      const other = await add(compartment, { content: 'something else' });
      await change(compartment, other, { content: memory.content });
      expect(await getStore().keeping.undo(action.id, NOW)).toEqual({ restored: 0, written: 0, forgotten: 0, left: 1, held: 0, compartments: [compartment] });
      expect(await live(compartment)).toEqual([memory.content]);
    });

    it('the bin is looked through for a text, page by page', async () => {
      const compartment = place();
      const [zebra, lion] = [
        await add(compartment, { content: `Zébra ${compartment}` }),
        await add(compartment, { content: `lion ${compartment}`, tags: ['savanna'] }),
      ];
      for (const [index, { id }] of [zebra, lion].entries()) await getStore().forget(compartment, [id], makeAction({ at: NOW + 1_000_000 + index }));
      const { keeping } = getStore();
      expect((await keeping.bin({ limit: 500, text: `zebra ${compartment}` })).items.map(({ id }) => id)).toEqual([zebra.id]);
      expect((await keeping.bin({ limit: 2, text: 'SAVANNA' })).items.map(({ id }) => id)).toEqual([lion.id]);
      const first = await keeping.bin({ limit: 1, text: 'zebra' });
      expect(first.items).toEqual([]);
      expect((await keeping.bin({ limit: 1, text: 'zebra', before: first.next ?? '' })).items.map(({ id }) => id)).toEqual([zebra.id]);
    });

    it('single ones come out of the bin by id', async () => {
      const compartment = place();
      const [first, second] = [await add(compartment), await add(compartment)];
      const action = makeAction();
      expect(await getStore().keeping.forget([first.id, second.id, 'mem_none'], action)).toEqual([first.id, second.id]);
      expect(await getStore().keeping.restore([first.id, 'mem_none'], NOW)).toEqual([first.id]);
      expect(await getStore().keeping.restore([first.id], NOW)).toEqual([]);
      expect(await getStore().keeping.undo(action.id, NOW)).toMatchObject({ restored: 1 });
    });
  });

  describe('taking back what one author wrote (ruling 23)', () => {
    it('forgets what is its alone, sets back what it changed, leaves what others made of it; undone as one', async () => {
      const compartment = place();
      const alone = await add(compartment, { content: `alone ${compartment}` });
      const changed = await add(compartment, { content: `of B ${compartment}`, provenance: B });
      await change(compartment, await change(compartment, changed, { content: 'by A', provenance: makeProvenance() }), {
        content: 'by A again',
        provenance: makeProvenance(),
      });
      const taken = await add(compartment, { content: `first of A ${compartment}` });
      await change(compartment, taken, { content: `then of B ${compartment}`, provenance: B });
      const elsewhere = await add(place());
      const before = await live(compartment);
      const action = makeAction({ kind: 'forget-client', about: 'gh_a' });
      expect((await getStore().keeping.takeBack(A, action)).written).toBe(1);
      expect(await live(compartment)).toEqual([`of B ${compartment}`, `then of B ${compartment}`]);
      expect(await getStore().keeping.find(elsewhere.id)).toMatchObject({ forgottenBy: action.id });
      expect((await getStore().find(compartment, changed.id, NOW))?.provenance).toEqual(B);
      expect((await getStore().keeping.undo(action.id, NOW + 1))?.written).toBe(1);
      expect(await live(compartment)).toEqual(before);
      expect((await getStore().find(compartment, changed.id, NOW))?.provenance.clientId).toBe('gh_a');
      expect(await getStore().find(compartment, alone.id, NOW)).not.toBeNull();
    });

    it('what somebody had forgotten does not come back because the author brought it back', async () => {
      const compartment = place();
      const memory = await add(compartment, { provenance: B });
      await getStore().forget(compartment, [memory.id], makeAction());
      await getStore().add(compartment, makeMemory({ content: memory.content, provenance: makeProvenance({ clientId: 'gh_c', grantId: 'gr_c' }) }));
      await getStore().keeping.takeBack({ clientIds: ['gh_c'] }, makeAction({ kind: 'forget-client' }));
      expect(await live(compartment)).toEqual([]);
    });

    it('of one grant also brings back what it forgot', async () => {
      const compartment = place();
      const grant = { clientId: 'gh_d', grantId: 'gr_d1' };
      const ours = await add(compartment, { provenance: B });
      const beside = await add(compartment, { provenance: makeProvenance({ ...grant, grantId: 'gr_d2' }) });
      await add(compartment, { provenance: makeProvenance(grant) });
      await getStore().forget(compartment, [ours.id], makeAction({ by: makeProvenance(grant) }));
      const action = makeAction({ kind: 'undo-grant', about: 'gr_d1' });
      expect(await getStore().keeping.takeBack({ grantId: 'gr_d1' }, action)).toEqual({ restored: 1, written: 0, forgotten: 1, compartments: [compartment] });
      expect(await live(compartment)).toEqual([ours.content, beside.content].sort());
    });

    it('a client without an id wrote nothing that could be taken back', async () => {
      const compartment = place();
      await add(compartment, { provenance: makeProvenance({ clientId: null, grantId: null, source: 'person' }) });
      await getStore().keeping.takeBack({ clientIds: ['', 'null'] }, makeAction({ kind: 'forget-client' }));
      expect(await live(compartment)).toHaveLength(1);
    });
  });

  describe('near duplicates', () => {
    it('are named likeliest first, in this compartment, live ones only', async () => {
      const compartment = place();
      const text = 'The deploy key of the staging cluster lives in the shared vault of team';
      const near = await add(compartment, { content: `${text} blue` });
      const gone = await add(compartment, { content: `${text} red` });
      await add(place(), { content: `${text} yellow` });
      await add(compartment, { content: 'Nothing in common with any of them at all' });
      await getStore().forget(compartment, [gone.id], makeAction());
      expect((await getStore().near(compartment, `${text} green`, { limit: 5, now: NOW })).map(({ id }) => id)).toEqual([near.id]);
      expect(await getStore().near(compartment, '?!', { limit: 5, now: NOW })).toEqual([]);
    });
  });

  describe('upkeep', () => {
    const sweep = async (now: number) => {
      while ((await getStore().keeping.sweep(now, now - 30 * DAY)).more);
    };

    it('what has run out goes into the bin and can come back; after 30 days the bin is emptied, versions and all', async () => {
      const compartment = place();
      const passing = await add(compartment, { expiresAt: NOW + 10, content: `ephemera ${compartment}` });
      const forgotten = await add(compartment);
      await change(compartment, forgotten, { content: 'changed' });
      const stays = await add(compartment, { expiresAt: NOW + 400 * DAY });
      const action = makeAction({ at: NOW });
      await getStore().forget(compartment, [forgotten.id], action);
      expect((await getStore().keeping.sweep(NOW + 10, 0)).ranOut).toContainEqual({ compartment, id: passing.id });
      expect(await getStore().keeping.find(passing.id)).toMatchObject({ forgottenAt: NOW + 10, forgottenBy: null });
      await sweep(NOW + 30 * DAY);
      expect(await getStore().keeping.find(forgotten.id)).not.toBeNull();
      await sweep(NOW + 30 * DAY + 1);
      expect([await getStore().keeping.find(forgotten.id), await getStore().keeping.history(forgotten.id)]).toEqual([null, []]);
      expect(await getStore().keeping.undo(action.id, NOW)).toBeNull();
      expect(await getStore().keeping.find(passing.id)).not.toBeNull();
      await sweep(NOW + 30 * DAY + 11);
      expect(await getStore().keeping.find(passing.id)).toBeNull();
      expect(await live(compartment)).toEqual([stays.content]);
      expect(await getStore().near(compartment, passing.content, { limit: 5, now: NOW })).toEqual([]);
      expect((await getStore().add(compartment, makeMemory({ content: forgotten.content }))).outcome).toBe('stored');
    });

    it('goes in small batches', async () => {
      const compartment = place();
      const memories = await Promise.all(Array.from({ length: 120 }, () => add(compartment)));
      await getStore().keeping.forget(
        memories.map(({ id }) => id),
        makeAction(),
      );
      const left = async () => (await getStore().stats(compartment, NOW)).forgotten;
      expect((await getStore().keeping.sweep(NOW + 31 * DAY, NOW + DAY)).more).toBe(true);
      expect(await left()).toBeGreaterThan(0);
      await sweep(NOW + 31 * DAY);
      expect(await left()).toBe(0);
    });
  });

  describe('the person’s lists', () => {
    it('are paged without gaps, last stored first, and go on while things come and go', async () => {
      const compartment = place();
      const all = await Promise.all(Array.from({ length: 25 }, (_, index) => add(compartment, { createdAt: NOW - index })));
      const seen: string[] = [];
      let before: string | undefined;
      do {
        const page = await getStore().keeping.list({ compartment }, { limit: 10, before }, NOW);
        seen.push(...page.items.map(({ id }) => id));
        before = page.next ?? undefined;
        await add(compartment, { createdAt: NOW - 1000 });
      } while (before !== undefined);
      expect(seen).toEqual(all.map(({ id }) => id).reverse());
    });

    it('of one client, by any of its ids', async () => {
      const compartment = place();
      const mine = await add(compartment, { provenance: makeProvenance({ clientId: `${compartment}-1` }) });
      const alsoMine = await add(place(), { provenance: makeProvenance({ clientId: `${compartment}-2` }) });
      await add(compartment, { provenance: B });
      const { items, next } = await getStore().keeping.list({ clientIds: [`${compartment}-1`, `${compartment}-2`] }, { limit: 10 }, NOW);
      expect([items.map(({ id }) => id), next]).toEqual([[alsoMine.id, mine.id], null]);
      expect(items[0]?.compartment).not.toBe(compartment);
    });

    it('of a kind, a tag, a source or a time, and of all of them at once', async () => {
      const compartment = `filters-${place()}`;
      await getStore().compartments.create({ id: compartment, name: compartment, createdAt: NOW }, compartment);
      const recipe = await add(compartment, { kind: 'recipe', tags: ['soup', 'winter'], createdAt: NOW - 10 });
      const fact = await add(compartment, { kind: 'fact', tags: ['soup'], provenance: makeProvenance({ clientId: null, source: 'person' }) });
      const listed = async (filter: object) => (await getStore().keeping.list({ compartment, ...filter }, { limit: 10 }, NOW)).items.map(({ id }) => id);
      expect(await listed({ kind: 'recipe' })).toEqual([recipe.id]);
      expect(await listed({ tag: 'soup' })).toEqual([fact.id, recipe.id]);
      expect(await listed({ tag: 'winter' })).toEqual([recipe.id]);
      expect(await listed({ tag: 'win' })).toEqual([]);
      expect(await listed({ source: 'person' })).toEqual([fact.id]);
      expect(await listed({ after: NOW })).toEqual([fact.id]);
      expect(await listed({ before: NOW })).toEqual([recipe.id]);
      expect(await listed({ tag: 'soup', clientIds: ['gh_a'], kind: 'recipe', source: 'client', after: NOW - 10, before: NOW })).toEqual([recipe.id]);
      expect(await listed({ tag: 'soup', clientIds: ['gh_none'] })).toEqual([]);
      await getStore().forget(compartment, [fact.id], makeAction());
      expect(await listed({ tag: 'soup' })).toEqual([recipe.id]);
    });

    it('can be filtered by what there is: tags and kinds most used first, authors each once', async () => {
      const compartment = place();
      const author = `author-${compartment}`;
      await add(compartment, { tags: ['b', 'a'], kind: 'k1', provenance: makeProvenance({ clientId: author, clientName: 'Author' }) });
      await add(compartment, { tags: ['b'], kind: 'k2', provenance: makeProvenance({ clientId: author, clientName: 'Author' }) });
      const gone = await add(compartment, { tags: ['c'], kind: 'k2' });
      await getStore().forget(compartment, [gone.id], makeAction());
      const { tags, kinds, clients } = await getStore().keeping.facets(compartment, 1_000);
      expect(tags).toEqual([
        { tag: 'b', count: 2 },
        { tag: 'a', count: 1 },
      ]);
      expect(kinds).toEqual([
        { kind: 'k1', count: 1 },
        { kind: 'k2', count: 1 },
      ]);
      expect(clients.filter(({ id }) => id === author)).toEqual([{ id: author, name: 'Author' }]);
      expect((await getStore().keeping.facets(undefined, 1_000)).kinds.map(({ kind }) => kind)).toContain('k1');
      expect((await getStore().keeping.facets(compartment, 1)).tags).toEqual([{ tag: 'b', count: 2 }]);
    });

    it('say who was given a memory last, whether or not that counts as a use', async () => {
      const compartment = place();
      const [read, never] = [await add(compartment), await add(compartment)];
      const by = (clientId: string) => ({ clientId, clientName: clientId.toUpperCase() });
      await getStore().countUses(compartment, [{ id: read.id, count: 1, by: by('x') }], NOW + 1);
      await getStore().countUses(compartment, [{ id: read.id, count: 0, by: by('y') }], NOW + 2);
      await getStore().countUses(place(), [{ id: read.id, count: 1, by: by('z') }], NOW + 3);
      expect(await getStore().keeping.lastReads([read.id, never.id, 'mem_none'])).toEqual([{ id: read.id, at: NOW + 2, ...by('y') }]);
    });

    it('what is deleted from the bin is gone with its versions; nothing else can be', async () => {
      const compartment = place();
      const binned = await change(compartment, await add(compartment, { content: `one ${compartment}` }), { content: `two ${compartment}` });
      const stays = await add(compartment);
      const action = makeAction();
      await getStore().forget(compartment, [binned.id], action);
      expect(await getStore().keeping.delete([binned.id, stays.id, 'mem_none', binned.id])).toEqual([binned.id]);
      expect([await getStore().keeping.find(binned.id), await getStore().keeping.history(binned.id)]).toEqual([null, []]);
      expect(await getStore().keeping.undo(action.id, NOW)).toMatchObject({ restored: 0, left: 0 });
      expect(await live(compartment)).toEqual([stays.content]);
      expect((await getStore().add(compartment, makeMemory({ content: binned.content }))).outcome).toBe('stored');
    });

    it('of the bin and of actions: last first, paged', async () => {
      const compartment = place();
      const memories = await Promise.all(Array.from({ length: 5 }, () => add(compartment)));
      const actions = memories.map((_, index) => makeAction({ at: NOW + 10_000 + index }));
      for (const [index, { id }] of memories.entries()) await getStore().forget(compartment, [id], actions[index] ?? makeAction());
      const first = await getStore().keeping.bin({ limit: 3 });
      const second = await getStore().keeping.bin({ limit: 3, before: first.next ?? '' });
      expect([...first.items, ...second.items].slice(0, 5).map(({ id }) => id)).toEqual(memories.map(({ id }) => id).reverse());
      const newest = await getStore().keeping.actions({ limit: 3 });
      const older = await getStore().keeping.actions({ limit: 2, before: newest.next ?? '' });
      expect([...newest.items, ...older.items].map(({ id }) => id)).toEqual(actions.map(({ id }) => id).reverse());
    });

    it('what an import brought out of the bin goes back into it as it was there', async () => {
      const compartment = place();
      const mine = await add(compartment, { tags: ['mine'], kind: 'mine' });
      await getStore().forget(compartment, [mine.id], makeAction());
      const action = makeAction({ kind: 'import' });
      await getStore().addAll(compartment, [makeMemory({ content: mine.content, tags: ['theirs'], kind: 'theirs' })], action);
      expect(await getStore().keeping.undo(action.id, NOW + 5)).toMatchObject({ written: 0, forgotten: 1 });
      await getStore().keeping.restore([mine.id], NOW + 6);
      expect(await getStore().find(compartment, mine.id, NOW + 7)).toMatchObject({ tags: ['mine'], kind: 'mine' });
    });

    it('a version that has run out is none to go back to, and undoing brings back what was there', async () => {
      const compartment = place();
      const first = await add(compartment, { expiresAt: NOW + 10, provenance: makeProvenance({ clientId: 'gh_first' }) });
      await change(compartment, first, { content: `of the other ${compartment}`, expiresAt: null, provenance: makeProvenance({ clientId: 'gh_other' }) });
      const action = makeAction({ kind: 'forget-client', at: NOW + 50 });
      expect(await getStore().keeping.takeBack({ clientIds: ['gh_other'] }, action)).toMatchObject({ written: 0, forgotten: 1 });
      expect(await getStore().keeping.undo(action.id, NOW + 60)).toMatchObject({ restored: 1 });
      expect(await getStore().find(compartment, first.id, NOW + 70)).toMatchObject({ content: `of the other ${compartment}` });
    });

    it('what the person takes out of the bin has no end that is past', async () => {
      const compartment = place();
      const gone = await add(compartment, { expiresAt: NOW + 10 });
      const later = await add(compartment, { expiresAt: NOW + 90 });
      await getStore().forget(compartment, [gone.id, later.id], makeAction());
      await getStore().keeping.restore([gone.id, later.id], NOW + 50);
      const list = await getStore().list(compartment, {}, { limit: 9, now: NOW + 60 });
      expect(list.map(({ id, expiresAt }) => [id, expiresAt]).toSorted()).toEqual(
        [
          [gone.id, null],
          [later.id, NOW + 90],
        ].toSorted(),
      );
    });
  });
}
