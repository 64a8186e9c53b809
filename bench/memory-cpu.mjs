/**
 * What one search costs the thread that searches, in milliseconds of CPU: the steadiest figure there is, on a busy computer too. In this
 * process, straight on the statements. `--sizes 10000,1000000` for some sizes; `--kept FOLDER` asks the profiles that `memory.mjs` keeps there.
 */
import { join } from 'node:path';
import { entryUrl } from '../src/edge/worker-entries.ts';
import { textQuery } from '../src/memory/text-query.ts';
import { createSqliteMemoryStore } from '../src/store/sqlite/create-memory-store.ts';
import { listReads } from '../src/store/sqlite/memory/reads/list.ts';
import { searchReads } from '../src/store/sqlite/memory/reads/search.ts';
import { openForReading } from '../src/store/sqlite/open-database.ts';
import { makeDirectory } from './start-process.ts';
import { createZipfMemories } from './zipf-memories.mjs';

const word = (name, otherwise) => (process.argv.includes(name) ? (process.argv[process.argv.indexOf(name) + 1] ?? '') : otherwise);
const SIZES = word('--sizes', '10000,100000,1000000').split(',').map(Number);
const kept = word('--kept', '');
const ROUNDS = 30;
const LIMIT = 30;
const AT_ONCE = 1_000;
const DAY = 86_400_000;
const directory = makeDirectory();

async function fill(file, notes, count) {
  const store = await createSqliteMemoryStore({ file, writerEntry: entryUrl('memory-writer'), searcherEntry: entryUrl('memory-searcher') });
  for (let index = 0; index < count; index += AT_ONCE) {
    await Promise.all(Array.from({ length: Math.min(AT_ONCE, count - index) }, (_, place) => store.add('default', notes.memory(index + place))));
  }
  await store.close();
}

function measure(name, operate) {
  const spent = Array.from({ length: ROUNDS }, (_, round) => {
    const before = process.cpuUsage();
    if (operate(round) === 0) throw new Error(`${name} found nothing`);
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  }).sort((left, right) => left - right);
  console.log(`  ${name.padEnd(48)} median ${spent[ROUNDS >> 1].toFixed(2).padStart(7)} ms   most ${spent.at(-1).toFixed(2).padStart(7)} ms`);
}

for (const count of SIZES) {
  const file = kept === '' ? join(directory, `${count}.db`) : join(kept, `profile-${count}`, 'memory.db');
  const now = Date.now();
  const notes = createZipfMemories(count, now);
  if (kept === '') await fill(file, notes, count);
  console.log(`${count} memories`);
  const db = openForReading(file);
  db.pragma('mmap_size = 0');
  const [{ search }, { list }] = [searchReads(db), listReads(db)];
  const ask = (query, filter = {}, phrase = '') => {
    const { words, grams, parts } = search({ compartment: 'default', text: textQuery(query, phrase), filter, limit: LIMIT, now });
    return words.length + grams.length + parts.length;
  };
  const topic = (round) => notes.topicOf((round * 7919) % count);
  measure('a word of some fifty', (round) => ask(`What do we know about ${topic(round)}?`));
  measure('the same among three common words', (round) => ask(`${notes.commonWord(5)} ${notes.commonWord(40)} ${topic(round)} everysecond`));
  measure('three words as they come', () => ask(`${notes.word()} ${notes.word()} ${notes.word()}`));
  measure('two common words', (round) => ask(`${notes.commonWord(round)} ${notes.commonWord(round + 5)}`));
  measure('a word of one in a hundred', () => ask('onehundredth'));
  measure('a word of every second', () => ask('everysecond'));
  measure('part of a word', (round) => ask(topic(round).slice(1)));
  measure('a common word and a rare tag', () => ask('everysecond', { tags: ['milestone'] }));
  measure('a common word and a common kind', () => ask('everysecond', { kind: 'fact' }));
  measure('a common word on one day long ago', () => ask('everysecond', { after: now - count * 54_000, before: now - count * 54_000 + DAY }));
  measure('a phrase', (round) => ask('', {}, `${(round * 7919) % count} ${topic(round)}`));
  measure('newest first: a rare tag', () => list({ compartment: 'default', filter: { tags: ['milestone'] }, limit: 11, now }).length);
  measure(
    'newest first: a tag, a kind and an author',
    () => list({ compartment: 'default', filter: { tags: ['project7'], kind: 'fact', client: 'Client 1' }, limit: 11, now }).length,
  );
  db.close();
}
