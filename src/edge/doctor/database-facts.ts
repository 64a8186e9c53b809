/** What the first bytes of a database say, without opening it: that would make files beside it, and take a lock. */
import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseFacts } from '../../doctor/facts.ts';

const HEADER = 100;
/** SQLite file format §1.3. */
const MAGIC = 'SQLite format 3\0';
const USER_VERSION = 60;

/** The newest layout of each that this program knows. */
export type SchemaVersions = Readonly<Record<'auth.db' | 'memory.db', number>>;

/** @returns one for every database that is there */
export function databaseFacts(directory: string, versions: SchemaVersions): readonly DatabaseFacts[] {
  return Object.entries(versions).flatMap(([name, newest]) => {
    const file = join(directory, name);
    const changedAt = Math.max(changeOf(file), changeOf(`${file}-wal`));
    return changedAt === 0 ? [] : [{ name, newest, version: versionOf(file), changedAt }];
  });
}

function changeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

function versionOf(file: string): number | null {
  try {
    const handle = openSync(file, 'r');
    try {
      const header = Buffer.alloc(HEADER);
      const length = readSync(handle, header, 0, HEADER, 0);
      // Made, and nothing written yet: a first start that was ended.
      if (length === 0) return 0;
      return length === HEADER && header.toString('latin1', 0, MAGIC.length) === MAGIC ? header.readUInt32BE(USER_VERSION) : null;
    } finally {
      closeSync(handle);
    }
  } catch {
    return null;
  }
}
