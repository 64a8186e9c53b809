import type { Added, CompartmentSettings, IndexedText, Memory, Updated } from '../../memory-store.ts';
import type { Sqlite } from '../open-database.ts';
import { toRow } from '../rows.ts';

type Write = { readonly compartment: string; readonly memory: Memory; readonly contentHash: string; readonly text: IndexedText };
type Known = { readonly number: number; readonly id: string; readonly forgottenAt: number | null };

export function memoryWrites(db: Sqlite) {
  const known = db.prepare('SELECT number, id, forgotten_at AS forgottenAt FROM memories WHERE compartment = ? AND content_hash = ?');
  const insert = db.prepare(
    `INSERT INTO memories (id, compartment, content, content_hash, tags, kind, metadata, created_at, updated_at, expires_at, version, provenance)
     VALUES (@id, @compartment, @content, @contentHash, @tags, @kind, @metadata, @created_at, @updated_at, @expires_at, @version, @provenance)`,
  );
  const keepVersion = db.prepare(
    `INSERT INTO versions SELECT number, version, content, tags, kind, metadata, expires_at, updated_at, provenance FROM memories
     WHERE compartment = @compartment AND id = @id AND forgotten_at IS NULL AND version = @version - 1`,
  );
  const replace = db.prepare(
    `UPDATE memories SET content = @content, content_hash = @contentHash, tags = @tags, kind = @kind, metadata = @metadata, updated_at = @updated_at,
     expires_at = @expires_at, version = @version, provenance = @provenance WHERE compartment = @compartment AND id = @id RETURNING number`,
  );
  const forget = db.prepare('UPDATE memories SET forgotten_at = @now WHERE compartment = @compartment AND id = @id AND forgotten_at IS NULL RETURNING number');
  const restore = db.prepare('UPDATE memories SET forgotten_at = NULL, updated_at = @now WHERE number = @number');
  const insertTag = db.prepare('INSERT OR IGNORE INTO tags (compartment, tag, number) VALUES (?, ?, ?)');
  const dropTags = db.prepare('DELETE FROM tags WHERE number = ?');
  const indexes = (['words', 'parts', 'grams'] as const).map((name) => ({
    name,
    insert: db.prepare(`INSERT INTO ${name} (rowid, text) VALUES (?, ?)`),
    drop: db.prepare(`DELETE FROM ${name} WHERE rowid = ?`),
  }));
  const setSettings = db.prepare(
    'INSERT INTO settings (compartment, value) VALUES (@compartment, @value) ON CONFLICT (compartment) DO UPDATE SET value = @value',
  );

  function index(number: number | bigint, compartment: string, memory: Memory, text: IndexedText): void {
    for (const tag of memory.tags) insertTag.run(compartment, tag, number);
    for (const { name, insert: put } of indexes) if (text[name] !== '') put.run(number, text[name]);
  }

  function unindex(number: number): void {
    dropTags.run(number);
    for (const { drop } of indexes) drop.run(number);
  }

  return {
    'memories.add': ({ compartment, memory, contentHash, text }: Write): Added => {
      const existing = known.get(compartment, contentHash) as Known | undefined;
      if (existing !== undefined && existing.forgottenAt === null) return { id: existing.id, outcome: 'existing' };
      if (existing !== undefined) {
        restore.run({ number: existing.number, now: memory.updatedAt });
        index(existing.number, compartment, memory, text);
        return { id: existing.id, outcome: 'restored' };
      }
      const { lastInsertRowid } = insert.run(parameters(memory, compartment, contentHash));
      index(lastInsertRowid, compartment, memory, text);
      return { id: memory.id, outcome: 'stored' };
    },
    'memories.update': ({ compartment, memory, contentHash, text }: Write): Updated => {
      const twin = known.get(compartment, contentHash) as Known | undefined;
      if (twin !== undefined && twin.id !== memory.id) return 'duplicate';
      const row = parameters(memory, compartment, contentHash);
      if (keepVersion.run(row).changes === 0) return 'gone';
      const { number } = replace.get(row) as { number: number };
      unindex(number);
      index(number, compartment, memory, text);
      return 'updated';
    },
    'memories.forget': ({ compartment, ids, now }: { compartment: string; ids: readonly string[]; now: number }) =>
      ids.filter((id) => {
        const row = forget.get({ compartment, id, now }) as { number: number } | undefined;
        if (row !== undefined) unindex(row.number);
        return row !== undefined;
      }),
    'settings.set': ({ compartment, settings }: { compartment: string; settings: CompartmentSettings }) =>
      void setSettings.run({ compartment, value: JSON.stringify(settings) }),
  };
}

function parameters(memory: Memory, compartment: string, contentHash: string) {
  return { ...toRow(memory), compartment, contentHash };
}
