/**
 * Storing and finding with 1,000, 10,000, 100,000 and 1,000,000 memories, over HTTP and through the tools of a broker that is a process of its own,
 * and what a client that searches without pause does to everybody else's 401 and refresh. Every answer is looked at.
 * `--sizes 1000,100000` for some sizes, `--quick` for fewer calls, `--kept FOLDER` to fill profiles there once and begin with a copy of each.
 */
import { spawn, spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { entryUrl } from '../src/edge/worker-entries.ts';
import { RULES_VERSION } from '../src/memory/guard/judge.ts';
import { createSqliteMemoryStore } from '../src/store/sqlite/create-memory-store.ts';
import { createCaller, expectStatus, measure } from './load.ts';
import { createZipfMemories } from './zipf-memories.mjs';

const word = (option) => (process.argv.includes(option) ? (process.argv[process.argv.indexOf(option) + 1] ?? '') : '');
const quick = process.argv.includes('--quick');
const kept = word('--kept');
const SIZES = (word('--sizes') || '1000,10000,100000,1000000').split(',').map(Number);
const ROUNDS = quick ? 3 : 7;
const REDIRECT = 'http://127.0.0.1:51004/callback';
const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
const JSON_TYPE = { 'content-type': 'application/json' };
const AT_ONCE = 1_000;
/** Milliseconds after which every thread has given back what it can (`src/shared/give-back.ts`). */
const AT_REST = 30_000;
const root = join(import.meta.dirname, '..');
const built = join(root, 'dist', 'serve.js');
const entry = existsSync(built) ? built : join(root, 'src', 'serve.ts');
const directory = mkdtempSync(join(tmpdir(), 'gatehouse-bench-'));
/** The broker on one core and the load on another, where that can be said: otherwise each slows the other down. */
const pinned = availableParallelism() > 1 && spawnSync('taskset', ['-acp', '1', String(process.pid)]).status === 0;

async function start(profile) {
  const words = [entry, '--test-profile', profile, '--consent', 'auto', '--port', '0', '--json', '--headless'];
  const command = [...(pinned ? ['taskset', '-c', '0'] : []), process.execPath, ...words];
  const child = spawn(command[0], command.slice(1), { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = await once(createInterface({ input: child.stdout }), 'line');
  const { issuer, pid } = JSON.parse(line);
  return { child, pid, issuer, ...createCaller(Number(new URL(issuer).port)) };
}
async function stop({ child, close }) {
  close();
  child.kill();
  await once(child, 'exit');
}

/** Straight into the store, as an import goes: many at a time share a transaction. */
async function fill(profile, notes, count) {
  const file = join(profile, 'memory.db');
  const store = await createSqliteMemoryStore({ file, writerEntry: entryUrl('memory-writer'), searcherEntry: entryUrl('memory-searcher') });
  const started = performance.now();
  for (let index = 0; index < count; index += AT_ONCE) {
    const batch = Array.from({ length: Math.min(AT_ONCE, count - index) }, (_, place) => store.add('default', notes.memory(index + place)));
    const added = await Promise.all(batch);
    if (added.some(({ outcome }) => outcome !== 'stored')) throw new Error('a memory was not stored');
  }
  const rate = (count / (performance.now() - started)) * 1000;
  // What is stored through the tools was looked at by the rules before; here it would be while others are measured.
  await store.held.setRescan({ rules: RULES_VERSION, done: Number.MAX_SAFE_INTEGER });
  await store.close();
  return { rate, bytes: statSync(file).size / count };
}

async function post(server, path, headers, body, status = 200) {
  return JSON.parse(expectStatus(await server.call({ method: 'POST', path, headers, body }), status).text);
}
const token = (server, form) => post(server, '/oauth/token', FORM, new URLSearchParams(form).toString());

async function login(server) {
  const verifier = randomBytes(32).toString('base64url');
  const client = await post(
    server,
    '/oauth/register',
    JSON_TYPE,
    JSON.stringify({ client_name: 'bench', redirect_uris: [REDIRECT], token_endpoint_auth_method: 'none' }),
    201,
  );
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: client.client_id,
    redirect_uri: REDIRECT,
    scope: 'memory:write',
    state: 's',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  });
  const page = expectStatus(await server.call({ method: 'GET', path: `/oauth/authorize?${query}` }), 303).headers.location;
  const back = expectStatus(await server.call({ method: 'GET', path: new URL(page).pathname }), 303).headers.location;
  const code = new URL(back).searchParams.get('code') ?? '';
  const tokens = await token(server, { grant_type: 'authorization_code', client_id: client.client_id, redirect_uri: REDIRECT, code_verifier: verifier, code });
  return { clientId: client.client_id, access: tokens.access_token, refresh: tokens.refresh_token };
}

function createTool(server, { access }) {
  const headers = { ...JSON_TYPE, accept: 'application/json, text/event-stream', authorization: `Bearer ${access}` };
  return async (name, input) => {
    const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name, arguments: input } });
    const { text } = expectStatus(await server.call({ method: 'POST', path: '/mcp', headers, body }), 200);
    const { result } = JSON.parse(text.startsWith('{') ? text : (/^data: (.*)$/m.exec(text)?.[1] ?? '{}'));
    if (result?.structuredContent === undefined) throw new Error(text);
    return result.structuredContent;
  };
}

const rss = (pid) => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;
const median = (values) => [...values].sort((left, right) => left - right)[Math.floor(values.length / 2)];
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
    ['401', refuse, quick ? 500 : 2_000],
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

/** A profile that can be written to, with that many memories. */
async function prepare(count, notes) {
  const profile = join(directory, `profile-${count}`);
  const filled = kept === '' ? profile : join(kept, `profile-${count}`);
  if (!existsSync(filled)) {
    mkdirSync(join(filled, '..'), { recursive: true });
    await stop(await start(filled));
    const { rate, bytes } = await fill(filled, notes, count);
    console.log(`\n${count} memories: stored at ${rate.toFixed(0)}/s, ${bytes.toFixed(0)} bytes of file each`);
  } else console.log(`\n${count} memories, stored earlier`);
  if (filled !== profile) cpSync(filled, profile, { recursive: true });
  return profile;
}

async function run(count) {
  const notes = createZipfMemories(count, Date.now());
  const profile = await prepare(count, notes);
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
    const times = quick ? 60 : 300;
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

console.log(
  `entry: ${entry === built ? 'dist/serve.js (built)' : 'src/serve.ts (run `npm run build` for the built one)'}; ${pinned ? 'broker on one core, load on another' : 'cores shared'}`,
);
for (const size of SIZES) await run(size);
rmSync(directory, { recursive: true, force: true });
