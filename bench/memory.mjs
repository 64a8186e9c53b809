/**
 * Storing and finding with 1,000, 10,000, 100,000 and 1,000,000 memories, over HTTP and through the tools of a broker that is a process of its own,
 * and what a client that searches without pause does to everybody else's 401 and refresh. Every answer is looked at.
 * `--sizes 1000,100000` for some sizes, `--quick` for fewer calls, `--kept FOLDER` to fill profiles there once and begin with a copy of each.
 */
import { rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { expectStatus, measure } from './load.ts';
import { createTool, JSON_TYPE, login, prepare, rss, start, stop, token } from './memory-broker.mjs';
import { HOW, median } from './side-by-side.mjs';
import { makeDirectory } from './start-process.ts';
import { createZipfMemories } from './zipf-memories.mjs';

const word = (option) => (process.argv.includes(option) ? (process.argv[process.argv.indexOf(option) + 1] ?? '') : '');
const quick = process.argv.includes('--quick');
const kept = word('--kept');
const SIZES = (word('--sizes') || '1000,10000,100000,1000000').split(',').map(Number);
const ROUNDS = quick ? 3 : 7;
/** Calls for one row. Of ten at once one pause holds all ten: of 300 calls the third worst would be that pause and no p99. */
const TIMES = quick ? { 1: 60, 10: 200 } : { 1: 300, 10: 1_500 };
/** Milliseconds after which every thread has given back what it can (`src/shared/give-back.ts`). */
const AT_REST = 30_000;
const directory = makeDirectory();

const row = (name, lanes, { rate, p50, p99 }) =>
  console.log(
    `  ${name.padEnd(46)} ${String(lanes).padStart(3)} ${rate.toFixed(0).padStart(7)}/s   p50 ${p50.toFixed(2).padStart(8)} ms   p99 ${p99.toFixed(2).padStart(8)} ms`,
  );

/** Each looks whether the answer is one. */
function questions(notes, count, tool) {
  const recall = async (query, wanted) => {
    const { items } = await tool('memory_recall', { query, limit: 10 });
    // Words as they come may be in no memory together or alone; a word that was planted is.
    if (wanted !== null && !items[0]?.content.includes(wanted)) throw new Error(`${query} found ${items[0]?.content ?? 'nothing'}`);
  };
  const topic = (index) => notes.topicOf((index * 7919) % count);
  const search = async (input, found) => {
    const { items } = await tool('memory_search', { limit: 10, ...input });
    if (items.length === 0 || !items.every(found)) throw new Error(`${JSON.stringify(input)} found ${JSON.stringify(items[0] ?? null)}`);
  };
  return [
    ['recall: a word of some fifty', (index) => recall(`What do we know about ${topic(index)}?`, topic(index))],
    [
      'recall: the same among three common words',
      (index) => recall(`${notes.commonWord(5)} ${notes.commonWord(40)} ${topic(index)} everysecond`, topic(index)),
    ],
    ['recall: three words as they come', () => recall(`${notes.word()} ${notes.word()} ${notes.word()}`, null)],
    ['recall: a word of one in a hundred', () => recall('onehundredth', 'onehundredth')],
    ['recall: a word of every second', () => recall('everysecond', 'everysecond')],
    ['recall: part of a word', (index) => recall(topic(index).slice(1), topic(index))],
    ['search: a rare tag', () => search({ tags: ['milestone'] }, ({ tags }) => tags.includes('milestone'))],
    ['search: a common word and a rare tag', () => search({ query: 'everysecond', tags: ['milestone'] }, ({ tags }) => tags.includes('milestone'))],
    ['search: a tag, a kind and an author', () => search({ tags: ['project7'], kind: 'fact', client: 'Client 1' }, ({ kind }) => kind === 'fact')],
    ['search: a phrase', (index) => search({ phrase: `${(index * 7919) % count} ${topic(index)}` }, ({ content }) => content.includes(topic(index)))],
  ];
}

/** The others' 401 and refresh, with nobody else there and beside one client that searches without pause, in turn. */
async function besideSearch(server, ask) {
  const logins = await Promise.all(Array.from({ length: 20 }, () => login(server)));
  const refuse = async () => void expectStatus(await server.call({ method: 'POST', path: '/mcp', headers: JSON_TYPE, body: '{}' }), 401);
  const refresh = async () => {
    const mine = logins.shift();
    const tokens = await token(server, { grant_type: 'refresh_token', client_id: mine.clientId, refresh_token: mine.refresh });
    logins.push({ ...mine, refresh: tokens.refresh_token });
  };
  let searching = false;
  const search = async () => {
    for (let index = 0; searching; index += 1) await ask(index);
  };
  const kinds = [
    // One in a hundred of fewer is a single pause of the broker.
    ['401', refuse, 10_000],
    ['refresh', refresh, quick ? 150 : 400],
  ];
  for (const [name, operate, times] of kinds) {
    const figures = { idle: [], busy: [] };
    for (let round = 0; round <= ROUNDS; round += 1) {
      const idle = await measure(times, 10, operate);
      searching = true;
      const running = search();
      const busy = await measure(times, 10, operate);
      searching = false;
      await running;
      // The first round warms up.
      if (round > 0) {
        figures.idle.push(idle.p99);
        figures.busy.push(busy.p99);
      }
    }
    const ratio = median(figures.busy.map((value, place) => value / figures.idle[place]));
    console.log(
      `  ${`${name} at 10, p99`.padEnd(46)} idle ${median(figures.idle).toFixed(2)} ms, beside a search ${median(figures.busy).toFixed(2)} ms, × ${ratio.toFixed(2)}`,
    );
  }
}

async function run(count) {
  const notes = createZipfMemories(count, Date.now());
  const profile = await prepare(directory, kept, count, notes);
  const server = await start(profile);
  const tool = createTool(server, await login(server));
  console.log(`  RSS at the start ${rss(server.pid).toFixed(0)} MiB`);
  let added = 0;
  const store = async () => {
    const { id } = await tool('memory_store', {
      content: `${notes.word()} ${notes.word()} ${notes.word()} ${notes.word()} number ${added++}`,
      tags: ['added'],
    });
    if (typeof id !== 'string') throw new Error('no id');
  };
  const asked = questions(notes, count, tool);
  for (const lanes of [1, 10]) {
    const times = TIMES[lanes];
    await measure(quick ? 20 : 200, lanes, store);
    row('store, durable', lanes, await measure(times, lanes, store));
    for (const [name, ask] of asked) {
      await measure(quick ? 10 : 200, lanes, ask);
      row(name, lanes, await measure(times, lanes, ask));
    }
  }
  console.log(`  RSS after that ${rss(server.pid).toFixed(0)} MiB`);
  const [, mixed] = asked[1];
  await besideSearch(server, mixed);
  console.log(`  RSS at the end ${rss(server.pid).toFixed(0)} MiB`);
  await sleep(AT_REST);
  console.log(`  RSS at rest ${rss(server.pid).toFixed(0)} MiB`);
  await stop(server);
  rmSync(profile, { recursive: true, force: true });
}

console.log(HOW);
for (const size of SIZES) await run(size);
