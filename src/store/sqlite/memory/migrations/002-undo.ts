import { indexedText } from '../../../indexed-text.ts';
import { sketchOf } from '../../../sketch.ts';
import type { Sqlite } from '../../open-database.ts';

type Row = { readonly number: number; readonly compartment: string; readonly content: string; readonly tags: string; readonly forgottenAt: number | null };

/**
 * Actions that are undone as one, a bin that a content may leave and enter again, and sketches by which near duplicates are
 * found at a price that does not grow. A forgotten memory stays in the text indexes until it goes for good.
 */
export function addUndo(db: Sqlite): void {
  db.exec(`
    ALTER TABLE memories ADD COLUMN forgotten_by TEXT;
    ALTER TABLE memories ADD COLUMN written_by TEXT;
    ALTER TABLE versions ADD COLUMN written_by TEXT;
    ALTER TABLE versions ADD COLUMN forgotten_at INTEGER;
    UPDATE memories SET provenance = json_insert(provenance, '$.program', NULL);
    UPDATE versions SET provenance = json_insert(provenance, '$.program', NULL);

    DROP INDEX memories_content;
    CREATE UNIQUE INDEX memories_content ON memories (compartment, content_hash) WHERE forgotten_at IS NULL;
    CREATE INDEX memories_binned_content ON memories (compartment, content_hash) WHERE forgotten_at IS NOT NULL;
    CREATE INDEX memories_bin ON memories (forgotten_at) WHERE forgotten_at IS NOT NULL;
    CREATE INDEX memories_forgotten_by ON memories (forgotten_by) WHERE forgotten_by IS NOT NULL;
    CREATE INDEX memories_written_by ON memories (written_by) WHERE written_by IS NOT NULL;
    CREATE INDEX memories_expiring ON memories (expires_at) WHERE expires_at IS NOT NULL AND forgotten_at IS NULL;
    CREATE INDEX memories_author ON memories (provenance ->> 'clientId');

    CREATE TABLE actions (
      id TEXT PRIMARY KEY, kind TEXT NOT NULL, at INTEGER NOT NULL, by TEXT NOT NULL, about TEXT,
      forgotten INTEGER NOT NULL DEFAULT 0, written INTEGER NOT NULL DEFAULT 0, undone_at INTEGER
    ) STRICT;
    CREATE INDEX actions_at ON actions (at);
    CREATE INDEX actions_grant ON actions (by ->> 'grantId');

    CREATE TABLE sketches (band INTEGER NOT NULL, number INTEGER NOT NULL, PRIMARY KEY (band, number)) STRICT, WITHOUT ROWID;
  `);
  const sketch = db.prepare('INSERT OR IGNORE INTO sketches (band, number) VALUES (?, ?)');
  const texts = (['words', 'parts', 'grams'] as const).map((name) => ({ name, insert: db.prepare(`INSERT INTO ${name} (rowid, text) VALUES (?, ?)`) }));
  const rows = db.prepare('SELECT number, compartment, content, tags, forgotten_at AS forgottenAt FROM memories WHERE number > ? ORDER BY number LIMIT 100');
  for (let last = 0; ; ) {
    const batch = rows.all(last) as Row[];
    for (const { number, compartment, content, tags, forgottenAt } of batch) {
      for (const band of sketchOf(compartment, content)) sketch.run(band, number);
      const text = forgottenAt === null ? null : indexedText(content, JSON.parse(tags));
      for (const { name, insert } of texts) if (text !== null && text[name] !== '') insert.run(number, text[name]);
      last = number;
    }
    if (batch.length === 0) return;
  }
}
