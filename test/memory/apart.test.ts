/**
 * Ruling 23 as non-interference: the same client does the same things in two worlds that differ only in what other compartments
 * hold. Whatever it tries, it reads the same answers, so it learned nothing; and in the fuller world nothing of the others changed.
 */
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { entryUrl } from '../../src/edge/worker-entries.ts';
import { TOOLS } from '../../src/mcp/tools.ts';
import type { MemoryStore } from '../../src/store/memory-store.ts';
import { createSqliteMemoryStore } from '../../src/store/sqlite/create-memory-store.ts';
import { createVolatileMemoryStore } from '../../src/store/volatile/create-volatile-memory-store.ts';
import { removeDirectory, temporaryDirectory } from '../support/broker.ts';
import { FUZZ_TIMEOUT, forEveryCase } from '../support/fuzz-cases.ts';
import { startGatehouse, type TestClock, type TestGatehouse } from '../support/gatehouse.ts';
import { type Attempt, attempt, INPUTS, isRanked, type Slot, stored } from './attempts.ts';
import { type Client, connectIn } from './client.ts';

const directory = temporaryDirectory();
afterAll(() => removeDirectory(directory));
let files = 0;
const STORES = [
  {
    name: 'SQLite',
    share: 0.0025,
    open: () =>
      createSqliteMemoryStore({ file: join(directory, `${files++}.db`), writerEntry: entryUrl('memory-writer'), searcherEntry: entryUrl('memory-searcher') }),
  },
  { name: 'volatile', share: 0.015, open: async () => createVolatileMemoryStore() },
];

/** A cursor is told by what it says, one of a ranked list only by its place; in an answer over REST its quotes are escaped. */
const NEXT = /(?<="next\\?":\\?")(?:[\w-]{12}(?=\.)|[\w-]+)/g;
const RANKED = 12;
const START = Date.UTC(2026, 10, 21, 9);

type Rows = typeof stored extends fc.Arbitrary<infer Value> ? Value : never;
type World = {
  readonly gatehouse: TestGatehouse;
  readonly me: Client;
  readonly seen: Client;
  readonly foreign: Client;
  readonly mine: string;
  readonly foreignCompartment: string;
  readonly seenIds: readonly string[];
  readonly foreignIds: readonly string[];
  readonly foreignContents: readonly string[];
  readonly foreignCursors: readonly string[];
};

/** @param rows what the foreign compartment holds; the one that is seen holds the same in every world */
async function makeWorld(open: () => Promise<MemoryStore>, seenRows: Rows, rows: Rows): Promise<World> {
  const gatehouse = await startGatehouse({ openMemoryStore: open });
  const [mine, window, foreignCompartment] = [
    await gatehouse.compartments.create('Work'),
    await gatehouse.compartments.create('Seen'),
    await gatehouse.compartments.create('Home'),
  ];
  await gatehouse.compartments.setWindows(mine.id, [window.id]);
  const [me, seen, foreign] = [await connectIn(gatehouse, mine.id), await connectIn(gatehouse, window.id), await connectIn(gatehouse, foreignCompartment.id)];
  const seenIds = await fill(gatehouse.clock, seen, seenRows);
  const foreignIds = await fill(gatehouse.clock, foreign, rows);
  const { structuredContent } = await foreign.call('memory_search', { limit: 1 });
  // However many rows were written: what is tried begins at the same time in every world.
  gatehouse.clock.advance(START + 1_000 - gatehouse.clock.now());
  const next = structuredContent?.next;
  return {
    gatehouse,
    me,
    seen,
    foreign,
    mine: mine.id,
    foreignCompartment: foreignCompartment.id,
    seenIds,
    foreignIds,
    foreignContents: rows.map(({ content, changed }) => changed ?? content),
    foreignCursors: typeof next === 'string' ? [next] : [],
  };
}

/** A millisecond each: of two with the same time the random id would decide which comes first. */
async function fill(clock: TestClock, client: Client, rows: Rows): Promise<string[]> {
  const ids: string[] = [];
  for (const { forgotten, changed, ...input } of rows) {
    clock.advance(1);
    const id = await client.store(input);
    ids.push(id);
    if (changed !== undefined) await client.call('memory_update', { id, content: changed });
    if (forgotten) await client.call('memory_forget', { id });
  }
  return ids;
}

/** Everything that a client can see of its own compartment, in its own words. */
async function snapshot(client: Client): Promise<unknown> {
  return Promise.all([
    client.call('memory_search', { limit: 100 }),
    client.call('memory_status', {}),
    client.call('memory_configure', {}),
    client.rest('GET /api/memories/tags').then(({ body }) => body),
  ]);
}

/** Makes the attempts one after the other. @param literal the world whose strings stand for what is foreign, in every world alike */
async function make(world: World, literal: World, attempts: readonly Attempt[]): Promise<string[]> {
  const own: string[] = [];
  const cursors: string[] = [];
  const pick = (from: readonly string[], index: number) => from[index % Math.max(1, from.length)] ?? 'none';
  const resolve = ({ slot, index }: Slot): string => {
    const strings: Record<Slot['slot'], readonly string[]> = {
      own,
      ownCursor: cursors,
      seen: world.seenIds,
      foreign: literal.foreignIds,
      foreignContent: literal.foreignContents,
      foreignCursor: literal.foreignCursors,
      foreignCompartment: [literal.foreignCompartment, 'Home', 'default'],
      foreignClient: [literal.foreign.clientId],
    };
    return pick(strings[slot], index);
  };
  const fillIn = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(fillIn);
    if (typeof value !== 'object' || value === null) return value;
    if ('slot' in value) return resolve(value as Slot);
    // A cursor that nobody was given: behind whatever has this id.
    if ('behind' in value && 'second' in value) return Buffer.from(`${START + 1_000 * Number(value.second)} ${fillIn(value.behind)}`).toString('base64url');
    if ('before' in value && 'each' in value) return `${value.before}${fillIn(value.each)}`;
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, fillIn(member)]));
  };
  const answers: string[] = [];
  for (const each of attempts) {
    const answer = await one(world.me, fillIn(each) as Attempt);
    for (const id of answer.match(/mem_[\w-]{16}/g) ?? []) if (!own.includes(id) && !known(id)) own.push(id);
    for (const [, next = ''] of answer.matchAll(/"next\\?":\\?"([\w.-]+)/g)) cursors.push(next);
    world.gatehouse.clock.advance(1_000);
    answers.push(isRanked(each) ? JSON.stringify(unordered(JSON.parse(normal(answer)))) : normal(answer));
  }
  return answers;

  function known(id: string): boolean {
    return world.seenIds.includes(id) || literal.foreignIds.includes(id);
  }
  /** An id is random, so it is told by when it was first read. */
  function normal(answer: string): string {
    return answer
      .replace(NEXT, (next) => (next.length === RANKED ? '' : Buffer.from(next, 'base64url').toString()))
      .replace(/(mem|act|cmp|gh|gr|sug)_[\w-]{12,}/g, (id) => {
        if (literal.foreignIds.includes(id) || !id.startsWith('mem_')) return id.startsWith('mem_') ? id : id.slice(0, 4);
        return world.seenIds.includes(id) ? `seen ${world.seenIds.indexOf(id)}` : `own ${own.indexOf(id)}`;
      })
      .replaceAll(new URL(world.gatehouse.url).host, 'HOST');
  }
}

/** How common a word is in the whole file may shift the order and the score of what was found, and that is all that others may do to it. */
function unordered(value: unknown): unknown {
  if (typeof value === 'string' && value.startsWith('{')) return unordered(JSON.parse(value));
  if (Array.isArray(value)) return value.map((item) => JSON.stringify(unordered(item))).sort();
  if (typeof value !== 'object' || value === null) return value;
  const { score: _, ...members } = value as Record<string, unknown>;
  return Object.fromEntries(Object.entries(members).map(([name, member]) => [name, unordered(member)]));
}

async function one(client: Client, attempted: Attempt): Promise<string> {
  if (attempted.way === 'tool') return JSON.stringify(await client.call(attempted.name, attempted.input));
  if (attempted.way === 'mcp') return JSON.stringify(await client.ask(attempted.method, attempted.params));
  const query = new URLSearchParams(
    Object.entries(attempted.query).flatMap(([name, value]): [string, string][] => (value === undefined ? [] : [[name, String(value)]])),
  );
  const path = attempted.path.replace(':id', encodeURIComponent(String(attempted.id)));
  const { status, body } = await client.rest(`${attempted.method} ${path}?${query}`, attempted.body === undefined ? '' : JSON.stringify(attempted.body));
  return JSON.stringify({ status, body });
}

describe('what is tried', () => {
  it('is every tool that there is', () => {
    expect(Object.keys(INPUTS).sort()).toEqual(TOOLS.map(({ name }) => name).sort());
  });
});

describe.each(STORES)('compartments on the $name store (ruling 23)', ({ open, share }) => {
  it(
    'whatever a client tries, it reads what it would read if the others were empty, and nothing of theirs changes',
    async () => {
      const scene = fc.record({ seen: stored, foreign: stored, attempts: fc.array(attempt, { minLength: 10, maxLength: 40 }) });
      await forEveryCase(share, scene, async ({ seen, foreign, attempts }) => {
        const full = await makeWorld(open, seen, foreign);
        const quiet = await makeWorld(open, seen, []);
        try {
          const before = [await snapshot(full.foreign), await snapshot(full.seen)];
          // The other way is open meanwhile: whoever looks is not to be reached through its own window.
          await full.gatehouse.compartments.setWindows(full.foreignCompartment, [full.mine]);
          const answers = await make(full, full, attempts);
          await full.gatehouse.compartments.setWindows(full.foreignCompartment, []);
          const expected = await make(quiet, full, attempts);
          attempts.forEach((each, index) => void expect({ attempt: each, answer: answers[index] }).toEqual({ attempt: each, answer: expected[index] }));
          expect([await snapshot(full.foreign), await snapshot(full.seen)]).toEqual(before);
          expect([full.gatehouse.faults, quiet.gatehouse.faults]).toEqual([[], []]);
        } finally {
          await full.gatehouse.close();
          await quiet.gatehouse.close();
        }
      });
    },
    2 * FUZZ_TIMEOUT,
  );
});
