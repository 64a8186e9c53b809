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

/** "everywhere" is in all, "third" in two of three, "seventh" in one of seven and in the oldest of those twice; one in a thousand has a tag. */
function make(number: number) {
  const words = ['everywhere', ...(number % 3 === 0 ? ['third'] : []), ...(number % 7 === 0 ? ['seventh'] : []), ...(number === 7 ? ['seventh'] : [])];
  return {
    number,
    content: `${words.join(' ')} ${syllables(number)}`,
    compartment: number % 10 === 0 ? 'other' : 'mine',
    kind: number % 4 === 0 ? 'decision' : 'fact',
    tags: number % 1_000 === 1 ? ['milestone'] : [],
    forgottenAt: number % 13 === 0 ? NOW : null,
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
const seen = all.filter(({ compartment, forgottenAt }) => compartment === 'mine' && forgottenAt === null).reverse();
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
    `INSERT INTO memories (number, id, compartment, content, content_hash, tags, kind, metadata, created_at, updated_at, version, provenance, forgotten_at)
     VALUES (@number, 'mem_' || @number, @compartment, @content, @number, @tagList, @kind, '{}', @number, 0, 1, '{"clientId":"gh_1","clientName":"Client"}', @forgottenAt)`,
  );
  const tag = db.prepare('INSERT INTO tags (compartment, tag, number) VALUES (?, ?, ?)');
  const indexes = createTextIndexes(db);
  db.transaction(() => {
    for (const memory of all) {
      insert.run({ ...memory, tagList: JSON.stringify(memory.tags) });
      for (const each of memory.tags) tag.run(memory.compartment, each, memory.number);
      if (memory.forgottenAt === null)
        indexes.put(memory.number, memory.compartment, { ...memory, provenance: { clientId: 'gh_1', clientName: 'Client' } as never });
    }
  })();
});

describe('a word that nearly everything has', () => {
  it('finds the newest, and nothing of another compartment or the bin', () => {
    expect(numbers(ask('everywhere').words)).toEqual(expected(() => true));
    expect(numbers(ask('third').words)).toEqual(expected(has('third')));
  });

  it.each<[string, MemoryFilter, (memory: Made) => boolean]>([
    ['a rare tag', { tags: ['milestone'] }, ({ tags }) => tags.length > 0],
    ['a common kind', { kind: 'fact' }, ({ kind }) => kind === 'fact'],
    ['a stretch long ago', { after: 100, before: 200 }, ({ number }) => number >= 100 && number < 200],
    ['a tag that nothing has', { tags: ['nothing'] }, () => false],
    ['all of these', { tags: ['milestone'], kind: 'fact', before: 5_000 }, ({ number, tags, kind }) => tags.length > 0 && kind === 'fact' && number < 5_000],
  ])('with %s finds the newest of those', (_filter, filter, passes) => {
    expect(numbers(ask('third', filter).words)).toEqual(expected((memory) => has('third')(memory) && passes(memory)));
  });

  it('beside another: what has both comes first, though it is older', () => {
    const found = numbers(ask('everywhere third', {}, 10).words);
    expect(found.slice(0, 10)).toEqual(expected(has('third'), 10));
  });

  it('beside a rarer one only weighs', () => {
    const found = numbers(ask('seventh third').words);
    expect(found.every((number) => number % 7 === 0)).toBe(true);
    expect(found.filter((number) => number % 3 === 0).length).toBeGreaterThan(15);
  });

  it('and one that a seventh has is still ranked by how much it says', () => {
    expect(numbers(ask('seventh', {}, 3).words)[0]).toBe(7);
  });
});

describe('a part of a word', () => {
  it.each(['baba', 'kilun', 'uran', 'donora', 'everywher', 'ilestone', 'zzzz', 'bazdo'])('%s finds the words that it is part of and no others', (part) => {
    const here = seen.filter((memory) => memory.content.includes(part) || memory.tags.some((tag) => tag.includes(part)));
    expect(numbers(ask(part, {}, 200).parts)).toEqual(here.slice(0, 200).map(({ number }) => number));
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
