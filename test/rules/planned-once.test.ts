import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { removeDirectory, temporaryDirectory } from '../support/broker.ts';

/**
 * SQLite looks at the value of a bare parameter in some places while it plans, and better-sqlite3 clears all values after a run, which
 * makes such a statement be planned anew each time: a third of what a search cost. `LIMIT @limit + 0` and `id = +@id` are not bare.
 */
const BARE_LIMIT = /\b(?:LIMIT|OFFSET)\s+(?:[@:$]\w+\b|\?)(?!\s*\+ 0)/;
/** 0 and 1 are taken for values that many rows have, which matters to a statement with more to do than to read rows of one table. */
const BARE_COMPARISON = /(?:\b(?:WHERE|AND|ON)\s+\(?|\()[\w.]+(?:\s*->>?\s*'\w+')?\s*(?:==?|\b(?:IS|LIKE|GLOB)\b)\s*\(?\s*(?:[@:$]\w+|\?)/i;
const MORE_THAN_ROWS = /\b(?:ORDER BY|GROUP BY|DISTINCT|JOIN|UNION|MIN\(|MAX\(|OVER\b)/i;
const isPlannedEachTime = (sql: string) => BARE_LIMIT.test(sql) || (!/^(?:UPDATE|DELETE)/i.test(sql) && MORE_THAN_ROWS.test(sql) && BARE_COMPARISON.test(sql));

const src = join(import.meta.dirname, '../../src');
const directory = temporaryDirectory();
afterAll(() => removeDirectory(directory));
const thread = vi.hoisted(() => ({ file: '', close: [] as (() => void)[] }));

vi.mock('node:worker_threads', async (original) => ({
  ...(await original<typeof import('node:worker_threads')>()),
  parentPort: {
    postMessage: () => undefined,
    close: () => undefined,
    on: (_event: 'message', hear: (message: 'close') => void) => thread.close.push(() => hear('close')),
  },
  get workerData() {
    return { file: thread.file, data: { activityKey: new Uint8Array(32) } };
  },
}));
vi.mock('node:os', async (original) => ({ ...(await original<typeof import('node:os')>()), setPriority: () => undefined }));
vi.mock('../../src/store/sqlite/open-worker.ts', () => ({ openWorker: async () => ({ run: async () => undefined, close: async () => undefined }) }));

/** Every statement of every thread, as it is put together. */
async function prepared(): Promise<Map<string, readonly string[]>> {
  const statements = new Map<string, string[]>();
  const { prepare } = Database.prototype;
  const collect = async (name: string, file: string, open: () => Promise<unknown>) => {
    const mine: string[] = [];
    statements.set(name, mine);
    thread.file = join(directory, file);
    const spy = vi.spyOn(Database.prototype, 'prepare').mockImplementation(function (this: Database.Database, sql: string) {
      mine.push(sql.replace(/\s+/g, ' '));
      return prepare.call(this, sql);
    } as typeof prepare);
    await open();
    spy.mockRestore();
  };
  await collect('auth-writer', 'auth.db', () => import('../../src/store/sqlite/auth/auth-writer.ts'));
  await collect('memory-writer', 'memory.db', () => import('../../src/store/sqlite/memory/memory-writer.ts'));
  await collect('memory-searcher', 'memory.db', () => import('../../src/store/sqlite/memory/memory-searcher.ts'));
  await collect('auth store', 'auth.db', async () => {
    const { createSqliteAuthStore } = await import('../../src/store/sqlite/create-auth-store.ts');
    const store = await createSqliteAuthStore({ file: thread.file, writerEntry: new URL('file:///none'), activityKey: new Uint8Array(32) });
    thread.close.push(() => void store.close());
  });
  for (const close of thread.close) close();
  return statements;
}

describe('a statement is planned once', async () => {
  const statements = await prepared();

  it('no LIMIT and no OFFSET is a bare parameter', () => {
    const files = globSync('**/*.ts', { cwd: src });
    expect(files.length).toBeGreaterThan(500);
    expect(files.filter((file) => BARE_LIMIT.test(readFileSync(join(src, file), 'utf8')))).toEqual([]);
  });

  it.each([...statements.keys()])('nothing that the %s has ready compares with one where that is planned anew', (name) => {
    const mine = statements.get(name) ?? [];
    expect(mine.length).toBeGreaterThan(20);
    expect(mine.filter(isPlannedEachTime)).toEqual([]);
  });

  it.each([
    'LIMIT @limit',
    'LIMIT -1 OFFSET ?',
    'SELECT a FROM t WHERE b = ? ORDER BY a',
    'SELECT a FROM t JOIN u ON u.a = @a',
    'select min(a) from t where b is ?',
    "SELECT DISTINCT a FROM t WHERE by ->> 'grantId' = @author",
    'SELECT a FROM t WHERE b LIKE ? ORDER BY a',
  ])('%s would be found', (sql) => expect(isPlannedEachTime(sql)).toBe(true));

  it.each(['LIMIT @limit + 0', 'SELECT a FROM t WHERE b = ?', 'SELECT a FROM t WHERE b = +? AND c >= ? AND @d IS NULL ORDER BY a'])('%s is none', (sql) =>
    expect(isPlannedEachTime(sql)).toBe(false),
  );
});
