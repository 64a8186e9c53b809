/** Searching where there is much: what nearly every memory has, what filters leave of it, and parts of words. */
import Database from 'better-sqlite3';
import { beforeAll, describe, expect, it } from 'vitest';
import { textQuery } from '../../src/memory/text-query.ts';
import type { Hits, MemoryFilter } from '../../src/store/memory-store.ts';
import { listReads } from '../../src/store/sqlite/memory/reads/list.ts';
import { searchReads } from '../../src/store/sqlite/memory/reads/search.ts';
import { MEMORY_SCHEMA } from '../../src/store/sqlite/memory/schema.ts';
import { createTextIndexes } from '../../src/store/sqlite/memory/text-indexes.ts';
import { NOW } from './memory-store-contract.ts';

const MEMORIES = 30_000;
type Made = ReturnType<typeof make>;

/** "everywhere" and 会 are in all, "half" in every second, and so on; "fifth" is in the oldest of its texts twice; one in a thousand has a tag. */
function make(number: number) {
  const every = (nth: number, word: string) => (number % nth === 0 ? [word] : []);
  const only = (at: readonly number[], word: string) => (at.includes(number) ? [word] : []);
  const words = ['everywhere 会', ...every(2, 'half'), ...every(3, 'third'), ...every(5, 'fifth'), ...only([5], 'fifth')];
  const rare = [...only([4, 9], 'quokka'), ...only([10], 'zebra'), ...only([17], 'rollout')];
  return {
    number,
    content: [...words, ...rare, syllables(number)].join(' '),
    compartment: number % 10 === 0 ? 'other' : 'mine',
    kind: number % 4 === 0 ? 'decision' : 'fact',
    tags: number % 1_000 === 1 ? ['milestone'] : [],
    forgottenAt: number % 13 === 0 ? NOW : null,
    expiresAt: number % 17 === 0 ? NOW : null,
  };
}

/** A word of four syllables, of a few that every text is made of: each piece is common, the words are not. */
function syllables(number: number): string {
  const of = ['ba', 'do', 'ki', 'lu', 'me', 'no', 'ra'];
  return [number, number / 7, number / 49, number / 343].map((each) => of[Math.floor(each) % 7]).join('');
}

const db = new Database(':memory:');
for (const migration of MEMORY_SCHEMA.migrations) migration(db);
const all = Array.from({ length: MEMORIES }, (_, index) => make(index + 1));
const seen = all.filter(({ compartment, forgottenAt, expiresAt }) => compartment === 'mine' && forgottenAt === null && expiresAt === null).reverse();
const { search } = searchReads(db);
const { list } = listReads(db);

function ask(question: string, filter: MemoryFilter = {}, limit = 20): Hits {
  return search({ compartment: 'mine', text: textQuery(question), filter, limit, now: NOW });
}
const numbers = (hits: Hits[keyof Hits]) => hits.map(({ id }) => Number(id.slice('mem_'.length)));
const expected = (passes: (memory: Made) => boolean, limit = 20) =>
  seen
    .filter(passes)
    .slice(0, limit)
    .map(({ number }) => number);
const has =
  (...words: string[]) =>
  ({ content }: Made) =>
    words.every((word) => content.includes(word));

beforeAll(() => {
  const insert = db.prepare(
    `INSERT INTO memories (number, id, compartment, content, content_hash, tags, kind, metadata, created_at, updated_at, version, provenance, forgotten_at, expires_at)
     VALUES (@number, 'mem_' || @number, @compartment, @content, @number, @tagList, @kind, '{}', @number, 0, 1, '{"clientId":"gh_1","clientName":"Client"}', @forgottenAt, @expiresAt)`,
  );
  const tag = db.prepare('INSERT INTO tags (compartment, tag, number) VALUES (?, ?, ?)');
  const indexes = createTextIndexes(db);
  for (const id of ['viewer', 'other']) db.prepare('INSERT INTO compartments (id, name, name_key, created_at) VALUES (@id, @id, @id, 0)').run({ id });
  db.prepare('INSERT INTO windows (compartment, sees) VALUES (?, ?)').run('viewer', 'other');
  db.transaction(() => {
    for (const memory of all) {
      insert.run({ ...memory, tagList: JSON.stringify(memory.tags) });
      for (const each of memory.tags) tag.run(memory.compartment, each, memory.number);
      if (memory.forgottenAt === null)
        indexes.put(memory.number, memory.compartment, { ...memory, provenance: { clientId: 'gh_1', clientName: 'Client' } as never });
    }
  })();
});

describe('a word that very many have', () => {
  it('finds the newest, and nothing of another compartment, of the bin or that has run out', () => {
    expect(numbers(ask('everywhere').words)).toEqual(expected(() => true));
    expect(numbers(ask('third').words)).toEqual(expected(has('third')));
    expect(numbers(ask('会').grams)).toEqual(expected(() => true));
  });

  it('also where it is seen through a window', () => {
    const found = search({ compartment: 'viewer', text: textQuery('everywhere'), filter: {}, limit: 5, now: NOW }).words;
    const there = all.filter(({ compartment, forgottenAt, expiresAt }) => compartment === 'other' && forgottenAt === null && expiresAt === null).reverse();
    expect(found).toHaveLength(5);
    expect(there.map(({ number }) => number)).toEqual(expect.arrayContaining(numbers(found)));
  });

  it.each<[string, MemoryFilter, (memory: Made) => boolean]>([
    ['a common kind', { kind: 'fact' }, ({ kind }) => kind === 'fact'],
    ['a stretch long ago', { after: 100, before: 200 }, ({ number }) => number >= 100 && number < 200],
    ['a tag that nothing has', { tags: ['nothing'] }, () => false],
  ])('with %s finds the newest of those', (_filter, filter, passes) => {
    expect(numbers(ask('third', filter).words)).toEqual(expected((memory) => has('third')(memory) && passes(memory)));
  });

  it('with a kind of which there are few enough to be ranked finds the newest as well', () => {
    expect(numbers(ask('everywhere', { kind: 'decision' }).words)).toEqual(expected(({ kind }) => kind === 'decision'));
  });

  it.each<[string, MemoryFilter, (memory: Made) => boolean]>([
    ['a rare tag', { tags: ['milestone'] }, ({ tags }) => tags.length > 0],
    [
      'and a kind and a time',
      { tags: ['milestone'], kind: 'fact', before: 5_000 },
      ({ number, tags, kind }) => tags.length > 0 && kind === 'fact' && number < 5_000,
    ],
  ])('with %s finds all of those, newest first', (_filter, filter, passes) => {
    expect(numbers(ask('third', filter).words)).toEqual(expected((memory) => has('third')(memory) && passes(memory)));
  });

  it('beside another: what has both comes first, however old, and scores higher', () => {
    const found = ask('half third', { after: 100, before: 160 }, 40).words;
    const within = (memory: Made) => memory.number >= 100 && memory.number < 160;
    const both = expected((memory) => within(memory) && has('half', 'third')(memory));
    const thirds = expected((memory) => within(memory) && has('third')(memory) && !has('half')(memory));
    expect(numbers(found).slice(0, both.length + thirds.length)).toEqual([...both, ...thirds]);
    expect(found.map(({ score }) => score)).toEqual(found.map(({ score }) => score).sort((left, right) => right - left));
    expect(found[0]?.score).toBeGreaterThan(found.at(-1)?.score ?? 0);
    expect(found.length).toBe(expected((memory) => within(memory) && (has('half')(memory) || has('third')(memory)), 100).length);
  });

  it('beside a rarer one weighs before the best are chosen', () => {
    const found = numbers(ask('fifth third').words);
    expect(found.every((number) => number % 5 === 0)).toBe(true);
    expect(found.filter((number) => number % 3 === 0).length).toBeGreaterThan(15);
  });

  it('beside one that few have fills what those leave', () => {
    const found = ask('quokka third', {}, 10).words;
    expect(numbers(found)).toEqual([9, 4, ...expected(has('third'), 8)]);
    expect(found[2]?.score).toBeLessThanOrEqual(found[1]?.score ?? 0);
  });

  it.each([
    ['in another compartment', 'zebra', {}],
    ['in what has run out', 'rollout', {}],
    ['in what the filter leaves out', 'quokka', { after: 1_000 }],
  ])('beside one that is only %s finds what it finds without it', (_where, word, filter) => {
    for (const other of ['fifth', 'third', 'half third']) expect(ask(`${word} ${other}`, filter).words).toEqual(ask(other, filter).words);
  });

  it('and one that a fifth have is still ranked by how much it says', () => {
    expect(numbers(ask('fifth', {}, 3).words)[0]).toBe(5);
  });
});

describe('a part of a word', () => {
  it.each(['baba', 'kilun', 'uran', 'donora', 'everywher', 'ilestone', 'zzzz', 'bazdo'])('%s finds the words that it is part of and no others', (part) => {
    const here = seen.filter((memory) => memory.content.includes(part) || memory.tags.some((tag) => tag.includes(part)));
    expect(numbers(ask(part, {}, 200).parts)).toEqual(here.slice(0, 200).map(({ number }) => number));
  });
});

describe('a part of a word whose rarest pieces are all of another', () => {
  const others = new Database(':memory:');
  for (const migration of MEMORY_SCHEMA.migrations) migration(others);
  const insert = others.prepare(
    `INSERT INTO memories (number, id, compartment, content, content_hash, tags, kind, metadata, created_at, updated_at, version, provenance)
     VALUES (@number, 'mem_' || @number, 'mine', @content, @number, '[]', 'fact', '{}', 0, 0, 1, '{}')`,
  );
  const indexes = createTextIndexes(others);
  const put = (number: number, content: string) => {
    insert.run({ number, content });
    indexes.put(number, 'mine', { content, tags: [], kind: 'fact', provenance: { clientId: null, clientName: null } as never });
  };
  const find = searchReads(others).search;
  const parts = (question: string) => numbers(find({ compartment: 'mine', text: textQuery(question), filter: {}, limit: 200, now: NOW }).parts);

  it('is found behind all of those', () => {
    others.transaction(() => {
      put(1, 'the interstellar one');
      for (let number = 2; number < 5_000; number++) put(number, number % 4 === 0 ? 'internet note' : 'universe first stellar note');
    })();
    expect(parts('interstella')).toEqual([1]);
  });

  it('and a long text must have every piece of it', () => {
    put(5_000, `abcx cdef ${'long '.repeat(5_000)}`);
    put(5_001, `abcx cdef zbcdz ${'long '.repeat(5_000)}`);
    for (let number = 6_000; number < 6_010; number++) put(number, 'zbcdz');
    put(5_002, 'xabcdefx');
    expect(parts('abcdef')).toEqual([5_002, 5_001]);
  });
});

describe('newest first', () => {
  it.each<[string, MemoryFilter, (memory: Made) => boolean]>([
    ['a rare tag', { tags: ['milestone'] }, ({ tags }) => tags.length > 0],
    ['a tag, a kind and an author', { tags: ['milestone'], kind: 'fact', client: 'Client' }, ({ tags, kind }) => tags.length > 0 && kind === 'fact'],
    ['a kind that a quarter has', { kind: 'decision' }, ({ kind }) => kind === 'decision'],
    ['no filter', {}, () => true],
  ])('%s', (_what, filter, passes) => {
    const found = list({ compartment: 'mine', filter, limit: 20, now: NOW });
    expect(found.map(({ id }) => Number(id.slice('mem_'.length)))).toEqual(expected(passes));
  });
});
