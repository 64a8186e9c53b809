import type { Sqlite } from '../../open-database.ts';

/** What waits for the person, what the person has let pass, and how far the past was looked at with which rules. */
export function addHeld(db: Sqlite): void {
  db.exec(`
    CREATE TABLE held (
      number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, reason TEXT NOT NULL, rule TEXT NOT NULL, at INTEGER NOT NULL, compartment TEXT NOT NULL,
      origin TEXT NOT NULL, memory TEXT NOT NULL, versions TEXT NOT NULL DEFAULT '[]', said_hash TEXT NOT NULL, about TEXT NOT NULL
    ) STRICT;
    CREATE UNIQUE INDEX held_once ON held (compartment, about, said_hash);
    CREATE INDEX held_at ON held (at);
    CREATE TABLE released (compartment TEXT NOT NULL, said_hash TEXT NOT NULL, PRIMARY KEY (compartment, said_hash)) STRICT, WITHOUT ROWID;
    CREATE TABLE rescan (only INTEGER PRIMARY KEY CHECK (only = 1), rules INTEGER NOT NULL, done INTEGER NOT NULL) STRICT;
  `);
}
