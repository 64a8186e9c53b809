import type { Sqlite } from '../../open-database.ts';

/**
 * A vector is derived from a text, so triggers drop it with the text, whoever changes that: no way of writing can forget to.
 * An ordinary table, not one of sqlite-vec's own: its distances over int8 are as fast, filters come before the ranking, and
 * a computer without that extension can still write. The waiting list stays empty until embeddings are turned on once.
 */
export function addVectors(db: Sqlite): void {
  db.exec(`
    CREATE TABLE embedding (one INTEGER PRIMARY KEY CHECK (one = 1), model TEXT NOT NULL, dimension INTEGER NOT NULL, queued_to INTEGER) STRICT;
    CREATE TABLE vectors (number INTEGER PRIMARY KEY, compartment TEXT NOT NULL, vector BLOB NOT NULL) STRICT;
    CREATE TABLE unembedded (number INTEGER PRIMARY KEY) STRICT;

    CREATE TRIGGER vectors_stored AFTER INSERT ON memories WHEN new.forgotten_at IS NULL AND EXISTS (SELECT 1 FROM embedding) BEGIN
      INSERT OR IGNORE INTO unembedded (number) VALUES (new.number);
    END;

    CREATE TRIGGER vectors_changed AFTER UPDATE OF content, tags, forgotten_at ON memories
    WHEN (new.content IS NOT old.content OR new.tags IS NOT old.tags OR (new.forgotten_at IS NULL) <> (old.forgotten_at IS NULL))
      AND EXISTS (SELECT 1 FROM embedding) BEGIN
      DELETE FROM vectors WHERE number = old.number;
      DELETE FROM unembedded WHERE number = old.number;
      INSERT INTO unembedded (number) SELECT new.number WHERE new.forgotten_at IS NULL;
    END;

    CREATE TRIGGER vectors_moved AFTER UPDATE OF compartment ON memories WHEN new.compartment <> old.compartment BEGIN
      UPDATE vectors SET compartment = new.compartment WHERE number = new.number;
    END;

    CREATE TRIGGER vectors_gone AFTER DELETE ON memories BEGIN
      DELETE FROM vectors WHERE number = old.number;
      DELETE FROM unembedded WHERE number = old.number;
    END;
  `);
}
