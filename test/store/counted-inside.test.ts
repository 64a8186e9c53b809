/**
 * A shared index that ranks by how rare a word is among everybody's texts tells how often others wrote it: whoever stores texts of
 * their own beside it reads that from the order (Wang et al., "Side-Channel Attacks on Shared Search Indexes", S&P 2017).
 */
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { textQuery } from '../../src/memory/text-query.ts';
import type { Hit, Hits, MemoryFilter } from '../../src/store/memory-store.ts';
import { facetTerm } from '../../src/store/sqlite/memory/facets.ts';
import { searchReads } from '../../src/store/sqlite/memory/reads/search.ts';
import { MEMORY_SCHEMA } from '../../src/store/sqlite/memory/schema.ts';
import { createTextIndexes } from '../../src/store/sqlite/memory/text-indexes.ts';
import { NOW } from './memory-store-contract.ts';

const MEMORIES = 300;
const PROVENANCE = { clientId: 'gh_1', clientName: 'Client', grantId: null, program: null, source: 'client' } as const;

/** The same in every run. */
function createChance(seed: number) {
  let state = seed;
  return (below: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const chance = createChance(7);
const WORDS = ['quokka', 'zebra', 'wombat', 'lemur', 'ocelot', 'müller', 'badger', 'heron', 'otter', 'stoat'];
/** Earlier ones in more texts than later ones. */
const wordOf = (rarity: number) => WORDS[Math.floor((chance(1_000) / 1_000) ** rarity * WORDS.length)] ?? 'stoat';
/** A syllable between two marks is a word of its own in each text, and 会 an unspaced one. */
const textOf = (rarity: number, number: number) =>
  [
    `n${number}`,
    ...Array.from({ length: 3 + (number % 9) }, () => wordOf(rarity)),
    ...(number % 11 === 0 ? ['会議'] : []),
    ...(number % 7 === 0 ? ['会'] : []),
  ].join(' ');
const mine = Array.from({ length: MEMORIES }, (_, number) => textOf(2, number));
/** As many words each, but those that are rare here are common there. */
const theirs = mine.map((text) => text.replace(/\b[a-z]{5,}/g, () => ['heron', 'otter', 'stoat'][chance(3)] ?? '').replace('会議', '議会'));

const others = theirs.map((text) => text.replace(/\b[a-z]{5,}/g, () => ['zebra', 'wombat', 'badger'][chance(3)] ?? ''));
/** A facet that more have is no part of a match. */
const MANY = 50_001;

type Compartment = { readonly name: string; readonly texts: readonly string[]; readonly tags?: readonly string[] };
/** Of the index alone, so often. */
type IndexRow = { readonly text: string; readonly facets: string; readonly times: number };

function open(compartments: readonly Compartment[], rows: readonly IndexRow[] = []) {
  const db = new Database(':memory:');
  for (const migration of MEMORY_SCHEMA.migrations) migration(db);
  const indexes = createTextIndexes(db);
  const insert = db.prepare(
    `INSERT INTO memories (number, id, compartment, content, content_hash, tags, kind, metadata, created_at, updated_at, version, provenance)
     VALUES (@number, @id, @name, @content, @number, json(@tags), 'fact', '{}', @place, 0, 1, '${JSON.stringify(PROVENANCE)}')`,
  );
  const putTag = db.prepare('INSERT INTO tags (compartment, tag, number) VALUES (?, ?, ?)');
  const fill = db.prepare('INSERT INTO words (text, facets) VALUES (@text, @facets)');
  db.transaction(() => {
    for (const [at, { name, texts, tags = [] }] of compartments.entries()) {
      db.prepare('INSERT OR IGNORE INTO compartments (id, name, name_key, created_at) VALUES (@name, @name, @name, 0)').run({ name });
      for (const [place, content] of texts.entries()) {
        const number = place * compartments.length + at + 1;
        insert.run({ number, id: `${name}${place}`, name, content, tags: JSON.stringify(tags), place });
        for (const tag of tags) putTag.run(name, tag, number);
        indexes.put(number, name, { content, tags: [...tags], kind: 'fact', provenance: PROVENANCE });
      }
    }
    for (const row of rows) for (let time = 0; time < row.times; time += 1) fill.run({ text: row.text, facets: row.facets });
  })();
  const { search } = searchReads(db);
  return (question: string, phrase?: string, filter: MemoryFilter = {}): Hits =>
    search({ compartment: 'mine', text: textQuery(question, phrase), filter, limit: 30, now: NOW });
}

const alone = open([{ name: 'mine', texts: mine }]);
const beside = open([
  { name: 'mine', texts: mine },
  { name: 'theirs', texts: theirs },
]);
const besideOthers = open([
  { name: 'mine', texts: mine },
  { name: 'others', texts: others },
]);
const told = (hits: readonly Hit[]) => hits.map(({ id, score }) => [id, score]);
/** As it would be without the others; a score may differ in its last digits. */
const nearly = (hits: readonly Hit[]) => hits.map(({ id, score }) => [id, expect.closeTo(score, 6)]);
const each = (hits: Hits, how: typeof told | typeof nearly) => ({
  words: how(hits.words),
  grams: how(hits.grams),
  parts: how(hits.parts),
  spelling: how(hits.spelling),
});

describe('the wall between compartments: what one holds shows in no answer to another', () => {
  const questions = [
    ...WORDS,
    ...WORDS.flatMap((word) => WORDS.map((other) => `${word} ${other}`)),
    ...Array.from({ length: 100 }, () => Array.from({ length: 3 + chance(4) }, () => wordOf(1)).join(' ')),
  ];

  it.each(['heron quokka', 'mueller lemur', 'otters', 'quok heron', '会議 会', '会 heron zebra', 'wombats herons ocelot', 'lemurotter'])(
    'not in the order, nor in the scores of %s',
    (question) => {
      const expected = alone(question);
      expect(Object.values(expected).flat().length).toBeGreaterThan(0);
      expect(each(beside(question), told)).toEqual(each(expected, nearly));
    },
  );

  it('whatever is asked', () => {
    for (const question of questions) expect({ question, ...each(beside(question), told) }).toEqual({ question, ...each(alone(question), nearly) });
  });

  it('with a phrase', () => {
    for (const phrase of ['quokka zebra', 'wombat', '会']) {
      for (const question of ['heron zebra', 'wombat badger 会', '']) {
        const expected = beside(question, phrase);
        expect(Object.values(expected).flat().length).toBeGreaterThan(0);
        expect({ question, phrase, ...each(besideOthers(question, phrase), told) }).toEqual({ question, phrase, ...each(expected, nearly) });
      }
    }
  });

  it('also where a compartment is too large to be part of a match', () => {
    const large = [theirs, others].map((texts) =>
      open(
        [
          { name: 'mine', texts: mine },
          { name: 'others', texts },
        ],
        [{ text: '', facets: facetTerm('compartment', 'mine'), times: MANY }],
      ),
    );
    for (const question of questions) {
      const [first, second] = large.map((ask) => ask(question));
      if (first === undefined || second === undefined) throw new Error('two of them');
      expect({ question, ...each(first, told) }).toEqual({ question, ...each(second, nearly) });
    }
  });

  it('by the pieces of words that are nearly the one that was asked for', () => {
    // A word with a slip in both halves is none of those.
    const pieces = [[], ['adm', 'str', 'tra'], ['min', 'ist', 'ati'], ['ini', 'nis', 'ion'], ['rat', 'one', 'nen']];
    const answers = pieces.map((common) =>
      open([
        { name: 'mine', texts: ['adminisrtationen', 'administrationem', ...Array.from({ length: 38 }, (_, place) => `n${place}`)] },
        { name: 'theirs', texts: Array.from({ length: 40 }, (_, place) => `${common.join('z')}y${place}`) },
      ])('administrationen').spelling.map(({ id }) => id),
    );
    expect(new Set(answers.map((ids) => ids.join()))).toEqual(new Set(['mine1']));
  });

  it('by how many have a tag', () => {
    const COMMON = ['heron', 'zebra', 'wombat', 'lemur'];
    const some = (place: number) => COMMON.map((word, at) => (place % (at + 2) === 0 ? word : 'pad')).join(' ');
    const tagged = (compartment: string, tag: string) => `${facetTerm('compartment', compartment)} ${facetTerm('tag', tag)}`;
    const answers = ['work', 'play'].map((tag) =>
      open(
        [
          { name: 'mine', texts: Array.from({ length: 7_000 }, (_, place) => some(place)), tags: ['work'] },
          { name: 'theirs', texts: ['stoat'] },
        ],
        [
          { text: COMMON.join(' '), facets: facetTerm('compartment', 'mine'), times: 8_500 },
          { text: 'stoat', facets: tagged('theirs', tag), times: 1_500 },
        ],
      )(COMMON.join(' '), '', { tags: ['work'] }),
    );
    const [first, second] = answers;
    if (first === undefined || second === undefined) throw new Error('two of them');
    expect(first.words).toHaveLength(30);
    expect(each(first, told)).toEqual(each(second, nearly));
  });
});
