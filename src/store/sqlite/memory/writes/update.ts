import type { Updated } from '../../../memory-store.ts';
import type { Sqlite } from '../../open-database.ts';
import type { Indexes } from './indexes.ts';
import { KNOWN, type Known, memoryParameters, type Write } from './memory-parameters.ts';

export function updateWrites(db: Sqlite, indexes: Indexes) {
  const known = db.prepare(KNOWN);
  const keepVersion = db.prepare(
    `INSERT INTO versions SELECT number, version, content, tags, kind, metadata, expires_at, updated_at, provenance FROM memories
     WHERE compartment = @compartment AND id = @id AND forgotten_at IS NULL AND version = @version - 1`,
  );
  const replace = db.prepare(
    `UPDATE memories SET content = @content, content_hash = @contentHash, tags = @tags, kind = @kind, metadata = @metadata, updated_at = @updated_at,
     expires_at = @expires_at, version = @version, provenance = @provenance WHERE compartment = @compartment AND id = @id RETURNING number`,
  );
  return {
    'memories.update': (write: Write): Updated => {
      const { compartment, memory } = write;
      const row = memoryParameters(write);
      const twin = known.get(compartment, row.contentHash) as Known | undefined;
      if (twin !== undefined && twin.id !== memory.id) return 'duplicate';
      if (keepVersion.run(row).changes === 0) return 'gone';
      const { number } = replace.get(row) as { number: number };
      indexes.drop(number);
      indexes.put(number, compartment, memory);
      return 'updated';
    },
  };
}
