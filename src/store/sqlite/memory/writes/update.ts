import { contentHash } from '../../../content-hash.ts';
import type { Memory, Updated } from '../../../memory-store.ts';
import type { Sqlite } from '../../open-database.ts';
import { createVisible } from '../visible.ts';
import type { Moves, Place } from './moves.ts';

export function updateWrites(db: Sqlite, moves: Moves) {
  const find = createVisible(db).own(
    (inside) =>
      `SELECT number, id, compartment, content FROM memories m WHERE m.id = @id AND ${inside('m')} AND version = @version - 1 AND forgotten_at IS NULL`,
  );
  return {
    'memories.update': ({ compartment, memory }: { compartment: string; memory: Memory }): Updated => {
      const place = find.get({ id: memory.id, compartment, version: memory.version }) as Place | undefined;
      if (place === undefined) return 'gone';
      const twin = moves.twin(compartment, contentHash(memory.content), memory.updatedAt);
      if (twin !== undefined && twin.number !== place.number) return { twin: twin.id };
      moves.write(place, memory, memory.updatedAt, null);
      return 'updated';
    },
  };
}
