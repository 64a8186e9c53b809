import { spawn } from 'node:child_process';
import { chmodSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { entryUrl } from '../../src/edge/worker-entries.ts';
import type { AuthStore } from '../../src/store/auth-store.ts';
import { createSqliteAuthStore } from '../../src/store/sqlite/create-auth-store.ts';
import { removeDirectory, temporaryDirectory } from '../support/broker.ts';
import { describeAuthStore, makeAnswer, makeClient, makeGrant } from './auth-store-contract.ts';

const directory = temporaryDirectory();
const KEY = new Uint8Array(32).fill(7);
const open = (name: string) => createSqliteAuthStore({ file: join(directory, name), writerEntry: entryUrl('auth-writer'), activityKey: KEY });
afterAll(() => removeDirectory(directory));

describe('the SQLite auth store', () => {
  let store: AuthStore;
  beforeAll(async () => {
    store = await open('contract.db');
  });
  afterAll(() => store.close());
  describeAuthStore(() => store);
});

describe('a list that is cut', () => {
  it('of activity goes as far back as what is looked for, and holds nothing up meanwhile', async () => {
    const store = await open('far.db');
    await store.activity.append([{ at: 1, event: { kind: 'client.paused', clientId: 'gh_rare' } }]);
    const many = Array.from({ length: 5_000 }, () => ({ at: 2, event: { kind: 'broker.locked' } as const }));
    await store.activity.append(many);
    await store.activity.append([{ at: 3, event: { kind: 'client.resumed', clientId: 'gh_rare' } }]);
    let isHeldUp = true;
    setImmediate(() => {
      isHeldUp = false;
    });
    expect((await store.activity.list({ limit: 10, clientId: 'gh_rare' })).map(({ sequence }) => sequence)).toEqual([5_002, 1]);
    expect(isHeldUp).toBe(false);
    expect(await store.activity.list({ limit: 3_000, kind: 'broker.locked', before: 4_000 })).toHaveLength(3_000);
    expect((await store.activity.list({ limit: 10, before: 2 })).map(({ sequence }) => sequence)).toEqual([1]);
    expect(await store.activity.prune(2)).toBe(1);
    expect((await store.activity.list({ limit: 10, clientId: 'gh_rare' })).map(({ sequence }) => sequence)).toEqual([5_002]);
    await store.close();
  });

  it('leaves out no connection that still holds, however much came and ended after it', async () => {
    const store = await open('long.db');
    const client = makeClient({ state: 'approved', approvedAt: 1 });
    await store.clients.register(client);
    const make = async (allowedAt: number) => {
      const grant = makeGrant(client, { allowedAt, endsAt: null });
      expect(await store.answers.allow(makeAnswer(client, grant), grant, client)).toBe(true);
      return grant.id;
    };
    const first = await make(1);
    const later = await Promise.all(Array.from({ length: 2001 }, (_, index) => make(2 + index)));
    await store.grants.end(later, 'disconnected', 9_999);
    for (const filter of [{}, { clientId: client.id }]) {
      const listed = await store.grants.list(filter);
      expect(listed.filter(({ endedAt }) => endedAt === null).map(({ id }) => id)).toEqual([first]);
    }
    await store.close();
  });
});

describe('one writer with group commit (ruling 26)', () => {
  it('a failing command neither breaks nor undoes the others of its batch', async () => {
    const store = await open('batch.db');
    const twin = makeClient();
    const outcomes = await Promise.allSettled([
      store.clients.register(makeClient()),
      store.clients.register(twin),
      store.clients.register(twin),
      store.clients.register(makeClient()),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled']);
    expect(await store.clients.list()).toHaveLength(3);
    await store.close();
  });

  it('what shares a batch with a failing command happens once, in the order it was asked for', async () => {
    const store = await open('once.db');
    const twin = makeClient();
    const append = (clientId: string) => store.activity.append([{ at: 1, event: { kind: 'client.paused', clientId } }]);
    await Promise.allSettled([append('first'), store.clients.register(twin), store.clients.register(twin), append('second')]);
    const entries = await store.activity.list({ limit: 10 });
    expect(entries.map(({ sequence, event }) => [sequence, event])).toEqual([
      [2, { kind: 'client.paused', clientId: 'second' }],
      [1, { kind: 'client.paused', clientId: 'first' }],
    ]);
    expect(await store.activity.verify()).toMatchObject({ intact: true, entries: 2 });
    await store.close();
  });

  it('kill -9 at any moment loses nothing that was answered', async () => {
    const file = join(directory, 'killed.db');
    const answered: string[] = [];
    for (let round = 0; round < 4; round += 1) {
      const child = spawn(process.execPath, [join(import.meta.dirname, 'write-until-killed.ts'), file], { stdio: ['ignore', 'pipe', 'inherit'] });
      const lines = createInterface({ input: child.stdout });
      let count = 0;
      for await (const line of lines) {
        answered.push(line);
        count += 1;
        // At a different moment each round.
        if (count === 20) setTimeout(() => child.kill('SIGKILL'), round * 37);
      }
    }
    expect(answered.length).toBeGreaterThan(50);
    const store = await open('killed.db');
    const kept = new Set((await store.clients.list()).map(({ id }) => id));
    expect(answered.filter((id) => !kept.has(id))).toEqual([]);
    await store.close();
  });

  it('a full disk fails what it hits and nothing else', async () => {
    const store = await open('full.db');
    await store.clients.register(makeClient({ name: 'before' }));
    await store.close();
    const db = new Database(join(directory, 'full.db'));
    const pages = Number(db.pragma('page_count', { simple: true }));
    db.close();
    const limited = await createSqliteAuthStore({
      file: join(directory, 'full.db'),
      writerEntry: new URL('./limited-writer.ts', import.meta.url),
      activityKey: KEY,
    });
    expect(pages).toBeGreaterThan(0);
    const outcomes = await Promise.allSettled(Array.from({ length: 200 }, () => limited.clients.register(makeClient({ metadata: { x: 'y'.repeat(2000) } }))));
    const failed = outcomes.filter((outcome): outcome is PromiseRejectedResult => outcome.status === 'rejected');
    expect(failed.length).toBeGreaterThan(0);
    expect(failed[0]?.reason).toMatchObject({ name: 'StoreUnavailable' });
    expect(await limited.clients.list()).toHaveLength(1 + outcomes.length - failed.length);
    await limited.close();
  });
});

describe('what is not ours stays untouched', () => {
  it('files are readable by this user alone', async () => {
    const store = await open('modes.db');
    await store.clients.register(makeClient());
    for (const suffix of ['', '-wal', '-shm']) expect(statSync(join(directory, `modes.db${suffix}`)).mode & 0o777).toBe(0o600);
    await store.close();
  });

  it('a database from a newer version is not opened, byte for byte', async () => {
    const file = join(directory, 'newer.db');
    await (await open('newer.db')).close();
    const db = new Database(file);
    db.pragma('user_version = 99');
    db.close();
    const before = readFileSync(file);
    await expect(open('newer.db')).rejects.toMatchObject({ name: 'DatabaseTooNew' });
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  it.each([
    ['a foreign database', (file: string) => new Database(file).exec('PRAGMA application_id = 5; CREATE TABLE x (y)').close()],
    [
      'a damaged file',
      (file: string) => writeFileSync(file, 'this is not a database, but longer than a header would be......................................'),
    ],
  ])('%s is refused', async (_name, make) => {
    const file = join(directory, `foreign-${_name}.db`);
    make(file);
    chmodSync(file, 0o600);
    const before = readFileSync(file);
    await expect(open(`foreign-${_name}.db`)).rejects.toMatchObject({ name: 'DatabaseRefused' });
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  it('a file that others may read, or a link, is refused', async () => {
    writeFileSync(join(directory, 'open.db'), '', { mode: 0o644 });
    chmodSync(join(directory, 'open.db'), 0o644);
    await expect(open('open.db')).rejects.toMatchObject({ name: 'DatabaseRefused' });
    symlinkSync('/dev/null', join(directory, 'link.db'));
    await expect(open('link.db')).rejects.toMatchObject({ name: 'DatabaseRefused' });
  });
});

describe('the activity chain (ruling 27)', () => {
  it('cannot be shortened and passed off as pruned without the key', async () => {
    const store = await open('pruned.db');
    const event = { kind: 'broker.locked' } as const;
    await store.activity.append([1, 2, 3, 4].map((at) => ({ at, event })));
    await store.activity.prune(3);
    await store.close();
    const db = new Database(join(directory, 'pruned.db'));
    const next = db.prepare('SELECT sequence, mac FROM activity ORDER BY sequence LIMIT 1').get() as { sequence: number; mac: string };
    db.prepare('DELETE FROM activity WHERE sequence = ?').run(next.sequence);
    db.prepare("UPDATE facts SET value = json_set(value, '$.sequence', ?, '$.mac', ?) WHERE name = 'activity-checkpoint'").run(next.sequence, next.mac);
    db.close();
    const again = await open('pruned.db');
    expect(await again.activity.verify()).toMatchObject({ intact: false });
    await again.close();
  });

  it('is looked along as it was at one moment, which what is pruned meanwhile does not break', async () => {
    const store = await open('along.db');
    await store.activity.append(Array.from({ length: 2_000 }, (_, at) => ({ at, event: { kind: 'broker.locked' } as const })));
    const verdict = store.activity.verify();
    expect(await store.activity.prune(500)).toBe(500);
    expect(await verdict).toEqual({ intact: true, entries: 2_000 });
    expect(await store.activity.verify()).toEqual({ intact: true, entries: 1_500 });
    await store.close();
  });

  it('is looked along beside the one writer, who neither waits nor is waited for', async () => {
    const store = await open('beside.db');
    await store.activity.append([{ at: 1, event: { kind: 'broker.locked' } }]);
    const other = new Database(join(directory, 'beside.db'));
    other.exec('BEGIN IMMEDIATE');
    const waiting = store.clients.register(makeClient());
    expect(await store.activity.verify()).toEqual({ intact: true, entries: 1 });
    other.close();
    await waiting;
    await store.close();
  });

  it('names the entry that was altered in the file', async () => {
    const store = await open('chain.db');
    for (let at = 1; at <= 5; at += 1) await store.activity.append([{ at, event: { kind: 'client.paused', clientId: `gh_${at}` } }]);
    await store.close();
    const db = new Database(join(directory, 'chain.db'));
    db.prepare('UPDATE activity SET event = ? WHERE sequence = 3').run('{"kind":"client.paused","clientId":"gh_other"}');
    db.close();
    const again = await open('chain.db');
    expect(await again.activity.verify()).toEqual({ intact: false, entries: 2, brokenAt: 3 });
    await again.close();
  });
});
