import { contentHash } from '../../../content-hash.ts';
import { laterExpiry } from '../../../later-expiry.ts';
import type { NewAction } from '../../../memory-keeping.ts';
import type { Added, Memory } from '../../../memory-store.ts';
import type { Sqlite } from '../../open-database.ts';
import { toRow } from '../../rows.ts';
import type { Removed } from '../compartments.ts';
import { COLUMNS, readMemory } from '../reads/memory-row.ts';
import { createVisible } from '../visible.ts';
import type { RecordAction } from './actions.ts';
import type { Indexes } from './indexes.ts';
import type { Moves, Place } from './moves.ts';

/** @param now not the memory's own time, which may be long ago for one that is imported. @throws CompartmentGone */
export type Add = (compartment: string, memory: Memory, now: number, action: string | null) => Added;

export function createAdd(db: Sqlite, { indexes, moves, removed }: { readonly indexes: Indexes; readonly moves: Moves; readonly removed: Removed }): Add {
  const visible = createVisible(db);
  const insert = visible.everywhere(
    `INSERT INTO memories (id, compartment, content, content_hash, tags, kind, metadata, created_at, updated_at, expires_at, version, provenance, written_by)
     VALUES (@id, @compartment, @content, @contentHash, @tags, @kind, @metadata, @created_at, @updated_at, @expires_at, @version, @provenance, @action)`,
  );
  const binned = visible.own(
    (inside) =>
      `SELECT number, id, compartment, content, updated_at AS updatedAt FROM memories m
       WHERE ${inside('m')} AND content_hash = +@hash AND forgotten_at IS NOT NULL
       ORDER BY forgotten_at DESC LIMIT 1`,
  );
  const disown = visible.own((inside) => `UPDATE memories SET written_by = NULL WHERE number = @number AND written_by IS NOT NULL AND ${inside('memories')}`);
  const read = visible.own((inside) => `SELECT ${COLUMNS} FROM memories m WHERE m.number = @number AND ${inside('m')}`);

  /** Whoever stores a fact for longer was told that it is remembered, and must not lose it with the first one's expiry. */
  function again(twin: Place, { expiresAt: wanted, provenance }: Memory, now: number, action: string | null): Added {
    const kept = readMemory(read.get({ number: twin.number, compartment: twin.compartment }));
    const expiresAt = laterExpiry(kept.expiresAt, wanted);
    if (expiresAt === kept.expiresAt) {
      // A program was told that this is remembered: undoing an import must not take it away.
      if (action === null) disown.run({ number: twin.number, compartment: twin.compartment });
      return { id: twin.id, outcome: 'existing' };
    }
    moves.write(twin, { ...kept, expiresAt, provenance }, now, action);
    return { id: twin.id, outcome: 'changed' };
  }

  return (compartment, memory, now, action) => {
    removed.refuse(compartment);
    const hash = contentHash(memory.content);
    const twin = moves.twin(compartment, hash, now);
    if (twin !== undefined) return again(twin, memory, now, action);
    const forgotten = binned.get({ compartment, hash }) as (Place & { updatedAt: number }) | undefined;
    if (forgotten !== undefined) {
      // An import gives its own date, and what comes back with it was not said today.
      moves.write(forgotten, memory, Math.max(forgotten.updatedAt, memory.updatedAt), action);
      return { id: forgotten.id, outcome: 'restored' };
    }
    const { lastInsertRowid } = insert.run({ ...toRow(memory), compartment, contentHash: hash, action });
    indexes.put(Number(lastInsertRowid), compartment, memory);
    return { id: memory.id, outcome: 'stored' };
  };
}

export function addWrites({ add, record }: { readonly add: Add; readonly record: RecordAction }) {
  return {
    'memories.add': ({ compartment, memory }: { compartment: string; memory: Memory }): Added => add(compartment, memory, memory.updatedAt, null),
    'memories.addAll': ({ compartment, memories, action }: { compartment: string; memories: readonly Memory[]; action: NewAction }): Added[] => {
      const added = memories.map((memory) => add(compartment, memory, action.at, action.id));
      record(action, { written: added.filter(({ outcome }) => outcome !== 'existing').length });
      return added;
    },
  };
}
