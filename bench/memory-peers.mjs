/**
 * Storing and finding beside `@ai-devkit/memory`, each as a process of its own with the same memories, through its own tools, in turn.
 * Prints ratios of rates, medians with their spread. The peer serves one program over its stdin, without authorization, and on its
 * main thread. `--size 10000` for fewer memories, `--quick` for fewer calls, `--kept FOLDER` to fill both there once.
 */
import { cpSync, existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { installPeers } from '../test/retrieval/install-peers.ts';
import { measure } from './load.ts';
import { createTool, login, prepare, rss, start, stop } from './memory-broker.mjs';
import { startAiDevkit } from './peers/ai-devkit-memory.mjs';
import { cpu, HOW, median, ON_SERVERS_CORE, ratioOf, roundsInTurn } from './side-by-side.mjs';
import { makeDirectory } from './start-process.ts';
import { createZipfMemories } from './zipf-memories.mjs';

const word = (option) => (process.argv.includes(option) ? (process.argv[process.argv.indexOf(option) + 1] ?? '') : '');
const quick = process.argv.includes('--quick');
const kept = word('--kept');
const SIZE = Number(word('--size')) || 100_000;
const ROUNDS = quick ? 3 : 5;
const WARM_ROUNDS = quick ? 1 : 3;
const COUNT = quick ? 200 : 500;
/** How many the peer is sent before it is asked for an answer, while it is filled. */
const AT_ONCE = 50;
const directory = makeDirectory();

async function gatehouse(notes) {
  const profile = await prepare(directory, kept, SIZE, notes);
  const broker = await start(profile);
  const tool = createTool(broker, await login(broker));
  return {
    pid: broker.pid,
    async store(content, tags) {
      const { id } = await tool('memory_store', { content, tags });
      if (typeof id !== 'string') throw new Error('no id');
    },
    find: async (query) => (await tool('memory_recall', { query, limit: 10 })).items,
    stop: () => stop(broker),
  };
}

async function aiDevkit(notes) {
  const modules = installPeers(directory);
  const home = join(directory, `ai-devkit-${SIZE}`);
  const filled = kept === '' ? home : join(kept, `ai-devkit-${SIZE}`);
  if (!existsSync(filled)) {
    mkdirSync(filled, { recursive: true });
    const server = await startAiDevkit(modules, filled, []);
    await measure(SIZE, AT_ONCE, async (index) => {
      const { content, tags } = notes.memory(index);
      await server.store(content, tags);
    });
    await server.stop();
  }
  if (filled !== home) cpSync(filled, home, { recursive: true });
  return startAiDevkit(modules, home, ON_SERVERS_CORE);
}

/** Each looks whether the answer is one. */
function operations(notes) {
  let added = 0;
  const find = async (server, query) => {
    const found = await server.find(query);
    if (found.length !== 10 || !found.every(({ content }) => content.includes(query))) throw new Error(`${query} found ${JSON.stringify(found[0] ?? null)}`);
  };
  return {
    'store, durable': (server) => {
      added += 1;
      return server.store(`${notes.word()} ${notes.word()} ${notes.word()} ${notes.word()} ${notes.word()} ${notes.word()}, which is number ${added}`, [
        'added',
      ]);
    },
    'a word of some fifty': (server, index) => find(server, notes.topicOf((index * 7919) % SIZE)),
    'a word of one in a hundred': (server) => find(server, 'onehundredth'),
  };
}

async function round(server, operate, lanes) {
  const before = cpu(server);
  const figures = await measure(COUNT, lanes, (index) => operate(server, index));
  return { ...figures, cpu: ((cpu(server) - before) * 1000) / COUNT };
}

function line(name, lanes, rounds) {
  const side = (place) => {
    const of = (figure) => median(rounds.map((pair) => pair[place][figure]));
    return `${of('rate').toFixed(0).padStart(6)}/s  p50 ${of('p50').toFixed(2).padStart(6)} ms  p99 ${of('p99').toFixed(1).padStart(5)} ms  cpu ${of('cpu').toFixed(2)} ms`;
  };
  console.log(`${name.padEnd(27)} ${String(lanes).padStart(2)}  ${side(0)}   |  ${side(1)}   |  ${ratioOf(rounds)}`);
}

console.log(`${HOW}; ${SIZE} memories, ${COUNT} calls a round, ${ROUNDS} rounds`);
const until = Date.now();
const ours = await gatehouse(createZipfMemories(SIZE, until));
const theirs = await aiDevkit(createZipfMemories(SIZE, until));
const many = { warm: WARM_ROUNDS, counted: ROUNDS };
console.log(`\n${''.padEnd(27)} at  Gatehouse | @ai-devkit/memory, synchronous = FULL | ratio of rates`);
for (const [name, operate] of Object.entries(operations(createZipfMemories(SIZE, until)))) {
  for (const lanes of [1, 10]) line(name, lanes, await roundsInTurn([ours, theirs], many, (server) => round(server, operate, lanes)));
}
console.log(`RSS ${rss(ours.pid).toFixed(0)} and ${rss(theirs.pid).toFixed(0)} MiB`);
for (const server of [ours, theirs]) await server.stop();
