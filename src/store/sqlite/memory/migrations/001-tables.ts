import type { Sqlite } from '../../open-database.ts';

/**
 * Three indexes, because no single one finds words, parts of words and the scripts without spaces: porter-stemmed words,
 * trigrams, and one- and two-character terms that the caller has cut. They keep no copy of the text.
 */
export function createTables(db: Sqlite): void {
  db.exec(`
    CREATE TABLE memories (
      number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, compartment TEXT NOT NULL, content TEXT NOT NULL, content_hash TEXT NOT NULL,
      tags TEXT NOT NULL, kind TEXT NOT NULL, metadata TEXT NOT NULL, created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL,
      expires_at INTEGER, version INTEGER NOT NULL, provenance TEXT NOT NULL, forgotten_at INTEGER
    ) STRICT;
    CREATE UNIQUE INDEX memories_content ON memories (compartment, content_hash);
    CREATE INDEX memories_newest ON memories (compartment, created_at DESC) WHERE forgotten_at IS NULL;

    CREATE INDEX memories_counted ON memories (compartment, kind, created_at, expires_at) WHERE forgotten_at IS NULL;

    CREATE TABLE versions (
      number INTEGER NOT NULL REFERENCES memories (number), version INTEGER NOT NULL, content TEXT NOT NULL, tags TEXT NOT NULL,
      kind TEXT NOT NULL, metadata TEXT NOT NULL, expires_at INTEGER, updated_at INTEGER NOT NULL, provenance TEXT NOT NULL,
      PRIMARY KEY (number, version)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE tags (compartment TEXT NOT NULL, tag TEXT NOT NULL, number INTEGER NOT NULL, PRIMARY KEY (compartment, tag, number)) STRICT, WITHOUT ROWID;
    CREATE INDEX tags_number ON tags (number);

    CREATE VIRTUAL TABLE words USING fts5(text, content='', contentless_delete=1, tokenize="porter unicode61 remove_diacritics 2");
    CREATE VIRTUAL TABLE parts USING fts5(text, content='', contentless_delete=1, tokenize="trigram case_sensitive 0 remove_diacritics 1");
    CREATE VIRTUAL TABLE grams USING fts5(text, content='', contentless_delete=1, tokenize="unicode61 remove_diacritics 0");

    CREATE TABLE settings (compartment TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
  `);
}
