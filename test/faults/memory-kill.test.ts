import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import Database from 'better-sqlite3';
import { afterAll, describe, expect, it } from 'vitest';
import { entryUrl } from '../../src/edge/worker-entries.ts';
import type { MemoryStore } from '../../src/store/memory-store.ts';
import { createSqliteMemoryStore } from '../../src/store/sqlite/create-memory-store.ts';
import { removeDirectory, temporaryDirectory } from '../support/broker.ts';
import { BATCH, type Line, type State } from './memories-until-killed.ts';

const ROUNDS = 5;
const ENOUGH = 150;

describe('kill -9 while memories are stored, changed, forgotten, brought back and taken back in bulk (ruling 26)', () => {
  const directory = temporaryDirectory();
  const file = join(directory, 'memory.db');
  afterAll(() => removeDirectory(directory));

  it('what was answered is there, and what was not is there whole or not at all', async () => {
    const lines: Line[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      lines.push(...(await workUntilKilled(file, round * 37)));
      checkFile(file);
      const store = await createSqliteMemoryStore({ file, writerEntry: entryUrl('memory-writer'), searcherEntry: entryUrl('memory-searcher') });
      for (const [id, said] of Map.groupBy(lines, (line) => line.id)) {
        const states = possible(said);
        const held = said[0]?.kind === 'batch' ? await batchState(store, id) : await memoryState(store, id);
        expect(
          states.map((state) => JSON.stringify(state)),
          id,
        ).toContain(JSON.stringify(held));
      }
      await store.close();
    }
    const kinds = new Set(lines.filter(({ said }) => said === 'answered').map(({ kind, state }) => `${kind} ${state.version} ${state.live}`));
    expect([...kinds].sort()).toEqual(['batch 1 false', 'batch 1 true', 'memory 1 true', 'memory 2 false', 'memory 2 true', 'memory 3 true']);
  });
});

async function workUntilKilled(file: string, later: number): Promise<Line[]> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'memories-until-killed.ts'), file], { stdio: ['ignore', 'pipe', 'inherit'] });
  const lines: Line[] = [];
  for await (const text of createInterface({ input: child.stdout })) {
    lines.push(JSON.parse(text) as Line);
    // At another moment in each round, and in the middle of whatever goes on then.
    if (lines.length === ENOUGH) setTimeout(() => child.kill('SIGKILL'), later);
  }
  return lines;
}

/** The last state that was answered, and those that were asked for since: one of them may have come true. */
function possible(said: readonly Line[]): (State | null)[] {
  const last = said.findLastIndex((line) => line.said === 'answered');
  return [said[last]?.state ?? null, ...said.slice(last + 1).map(({ state }) => state)];
}

/** As a client and as the person see it, which must agree. */
async function memoryState(store: MemoryStore, id: string): Promise<State | null> {
  const now = Date.now();
  const kept = await store.keeping.find(id);
  if (kept === null) return null;
  const live = kept.forgottenAt === null;
  expect(kept.content).toBe(`${id} says ${id}v${kept.version}`);
  expect((await store.find('default', id, now)) !== null, id).toBe(live);
  expect((await store.keeping.history(id)).map(({ version }) => version)).toEqual(Array.from({ length: kept.version }, (_, index) => kept.version - index));
  const found = await store.search('default', { words: [`${id}v${kept.version}`], parts: [], grams: [], phrase: null }, {}, { limit: 5, now });
  expect(found.words.map((hit) => hit.id)).toEqual(live ? [id] : []);
  expect(await store.list('default', { tags: [id] }, { limit: 5, now })).toHaveLength(live ? 1 : 0);
  return { version: kept.version, live };
}

async function batchState(store: MemoryStore, clientId: string): Promise<State | null> {
  const kept = await Promise.all(Array.from({ length: BATCH }, (_, index) => store.keeping.find(`${clientId}n${index}`)));
  const there = kept.filter((memory) => memory !== null);
  if (there.length === 0) return null;
  const live = there.filter(({ forgottenAt }) => forgottenAt === null).length;
  expect([there.length, [0, BATCH].includes(live)], clientId).toEqual([BATCH, true]);
  return { version: 1, live: live === BATCH };
}

/** Nothing of a half command in any table or index. */
function checkFile(file: string): void {
  const db = new Database(file);
  expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
  const none = [
    'SELECT number FROM tags WHERE number NOT IN (SELECT number FROM memories WHERE forgotten_at IS NULL)',
    'SELECT number FROM memories WHERE forgotten_at IS NULL AND number NOT IN (SELECT number FROM tags)',
    'SELECT number FROM memories WHERE number NOT IN (SELECT number FROM sketches)',
    'SELECT number FROM sketches WHERE number NOT IN (SELECT number FROM memories)',
    'SELECT number FROM memories m WHERE version - 1 <> (SELECT COUNT(*) FROM versions v WHERE v.number = m.number)',
    'SELECT rowid FROM words WHERE rowid NOT IN (SELECT number FROM memories)',
    'SELECT number FROM memories WHERE number NOT IN (SELECT rowid FROM words)',
    'SELECT number FROM memories WHERE number NOT IN (SELECT rowid FROM parts)',
    'SELECT id FROM actions a WHERE undone_at IS NULL AND forgotten <> (SELECT COUNT(*) FROM memories WHERE forgotten_by = a.id)',
  ];
  for (const query of none) expect(db.prepare(query).all(), query).toEqual([]);
  for (const index of ['words', 'parts', 'grams']) db.exec(`INSERT INTO ${index} (${index}) VALUES ('integrity-check')`);
  db.close();
}
