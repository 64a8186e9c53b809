/** Opens one of our files safely: right owner, right modes, right application, not newer than this program. */
import { chmodSync, closeSync, existsSync, lstatSync, openSync, readSync } from 'node:fs';
import Database from 'better-sqlite3';
import { DatabaseRefused, DatabaseTooNew } from '../errors.ts';

export type Sqlite = Database.Database;

export type Migration = (db: Sqlite) => void;

export type Schema = {
  /** Marks the file as ours (SQLite `application_id`). */
  readonly applicationId: number;
  /** In order; `user_version` counts those that have run. */
  readonly migrations: readonly Migration[];
};

const PRIVATE = 0o600;
const OTHERS = 0o077;
/** KiB. Left alone each connection keeps 16 MiB of pages that the system's cache has anyway, and neither finds nor stores faster for it. */
const SMALL_CACHE = 'cache_size = -2048';

/**
 * The one connection that may write.
 * @throws DatabaseTooNew, DatabaseRefused with the file untouched
 */
export function openForWriting(file: string, schema: Schema): Sqlite {
  makePrivate(file);
  refuseForeign(file, schema);
  const db = new Database(file);
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.pragma('foreign_keys = ON');
  db.pragma('busy_timeout = 5000');
  db.pragma(SMALL_CACHE);
  migrate(db, schema);
  return db;
}

/** A further connection for indexed reads. */
export function openForReading(file: string): Sqlite {
  const db = new Database(file, { readonly: true });
  db.pragma('query_only = ON');
  db.pragma(SMALL_CACHE);
  db.pragma('mmap_size = 67108864');
  return db;
}

/** The file exists with mode 0600 before SQLite touches it; SQLite gives its -wal and -shm the same mode. */
function makePrivate(file: string): void {
  try {
    const stat = lstatSync(file);
    if (!stat.isFile()) throw new DatabaseRefused(`${file} is not a regular file. Move it away and start again.`);
    if (process.platform !== 'win32' && (stat.mode & OTHERS) !== 0) {
      throw new DatabaseRefused(`Other users of this computer may read ${file}. Run: chmod 600 '${file}'`);
    }
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
    closeSync(openSync(file, 'wx', PRIVATE));
    chmodSync(file, PRIVATE);
  }
}

type Marks = { readonly version: number; readonly application: number };

/** Looks before it leaps: no byte changes in a file that is not ours or comes from a newer version. */
function refuseForeign(file: string, { applicationId, migrations }: Schema): void {
  if (lstatSync(file).size === 0) return;
  const { version, application } = readMarks(file);
  if (version === 0 && application === 0) return;
  if (application !== applicationId) throw new DatabaseRefused(`${file} does not belong to Gatehouse. Move it away and start again.`);
  if (version > migrations.length) {
    throw new DatabaseTooNew(`${file} was written by a newer Gatehouse. Install that version; nothing was changed.`);
  }
}

/** Straight from the file's header, because opening a WAL database makes files beside it; a WAL that is there must be read, though. */
function readMarks(file: string): Marks {
  try {
    return existsSync(`${file}-wal`) ? marksThroughWal(file) : marksInHeader(file);
  } catch (cause) {
    throw new DatabaseRefused(`${file} is damaged or not a database. Restore it from a backup, or move it away.`, { cause });
  }
}

/** SQLite file format §1.3: `user_version` at byte 60, `application_id` at byte 68, both big-endian. */
function marksInHeader(file: string): Marks {
  const header = Buffer.alloc(100);
  const handle = openSync(file, 'r');
  const length = readSync(handle, header, 0, header.length, 0);
  closeSync(handle);
  if (length < header.length || header.toString('latin1', 0, 16) !== 'SQLite format 3\0') throw new Error('no SQLite header');
  return { version: header.readUInt32BE(60), application: header.readUInt32BE(68) };
}

function marksThroughWal(file: string): Marks {
  const look = new Database(file, { readonly: true });
  const version = Number(look.pragma('user_version', { simple: true }));
  const application = Number(look.pragma('application_id', { simple: true }));
  look.close();
  return { version, application };
}

function migrate(db: Sqlite, { applicationId, migrations }: Schema): void {
  const done = Number(db.pragma('user_version', { simple: true }));
  migrations.slice(done).forEach((migration, index) => {
    db.transaction(() => {
      migration(db);
      db.pragma(`application_id = ${applicationId}`);
      db.pragma(`user_version = ${done + index + 1}`);
    })();
  });
}
