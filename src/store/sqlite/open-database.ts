/** Opens one of our files safely: right owner, right modes, right application, not newer than this program. */
import { chmodSync, closeSync, lstatSync, openSync } from 'node:fs';
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
  migrate(db, schema);
  return db;
}

/** A further connection for indexed reads. */
export function openForReading(file: string): Sqlite {
  const db = new Database(file, { readonly: true });
  db.pragma('query_only = ON');
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

/** Looks before it leaps: a read-only look changes no byte of a file that is not ours or from a newer version. */
function refuseForeign(file: string, { applicationId, migrations }: Schema): void {
  if (lstatSync(file).size === 0) return;
  let version: number;
  let application: number;
  try {
    const look = new Database(file, { readonly: true });
    version = Number(look.pragma('user_version', { simple: true }));
    application = Number(look.pragma('application_id', { simple: true }));
    look.close();
  } catch (cause) {
    throw new DatabaseRefused(`${file} is damaged or not a database. Restore it from a backup, or move it away.`, { cause });
  }
  if (version === 0 && application === 0) return;
  if (application !== applicationId) throw new DatabaseRefused(`${file} does not belong to Gatehouse. Move it away and start again.`);
  if (version > migrations.length) {
    throw new DatabaseTooNew(`${file} was written by a newer Gatehouse. Install that version; nothing was changed.`);
  }
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
