import type { Added } from '../../../memory-store.ts';
import type { Sqlite } from '../../open-database.ts';
import type { Indexes } from './indexes.ts';
import { KNOWN, type Known, memoryParameters, type Write } from './memory-parameters.ts';

export function addWrites(db: Sqlite, indexes: Indexes) {
  const known = db.prepare(KNOWN);
  const insert = db.prepare(
    `INSERT INTO memories (id, compartment, content, content_hash, tags, kind, metadata, created_at, updated_at, expires_at, version, provenance)
     VALUES (@id, @compartment, @content, @contentHash, @tags, @kind, @metadata, @created_at, @updated_at, @expires_at, @version, @provenance)`,
  );
  const restore = db.prepare('UPDATE memories SET forgotten_at = NULL, updated_at = @now WHERE number = @number');
  return {
    'memories.add': (write: Write): Added => {
      const { compartment, memory } = write;
      const row = memoryParameters(write);
      const existing = known.get(compartment, row.contentHash) as Known | undefined;
      if (existing !== undefined && existing.forgottenAt === null) return { id: existing.id, outcome: 'existing' };
      if (existing !== undefined) {
        restore.run({ number: existing.number, now: memory.updatedAt });
        indexes.put(existing.number, compartment, memory);
        return { id: existing.id, outcome: 'restored' };
      }
      const { lastInsertRowid } = insert.run(row);
      indexes.put(lastInsertRowid, compartment, memory);
      return { id: memory.id, outcome: 'stored' };
    },
  };
}
