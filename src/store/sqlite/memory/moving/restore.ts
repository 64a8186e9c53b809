/** Records of an export, put back as they were: same ids, times, authors. It only adds, so that it can be run again. */
import { nameKey } from '../../../../shared/name-key.ts';
import { contentHash } from '../../../content-hash.ts';
import type { MovedCompartment, MovedMemory, MovedRecord, MovedVersion, Restored } from '../../../memory-moving.ts';
import type { Sqlite } from '../../open-database.ts';
import { type Row, toRow } from '../../rows.ts';
import type { Indexes } from '../writes/indexes.ts';
import type { Moves } from '../writes/moves.ts';
import { insertOrIgnore } from './insert-or-ignore.ts';

type Place = { readonly number: number; readonly version: number; readonly forgottenAt: number | null };
type Counts = { -readonly [Count in keyof Restored]: number };

export function restoreWrites(db: Sqlite, { indexes, moves }: { readonly indexes: Indexes; readonly moves: Moves }) {
  const insert = insertOrIgnore(db);
  const placeOf = db.prepare('SELECT number, version, forgotten_at AS forgottenAt FROM memories WHERE id = ?');
  const hasCompartment = db.prepare('SELECT 1 FROM compartments WHERE id = ?');
  const restoreCompartment = createRestoreCompartment(db);
  const openWindow = db.prepare('INSERT OR IGNORE INTO windows (compartment, sees) SELECT @id, id FROM compartments WHERE id = @sees AND id <> @id');

  function restoreMemory(memory: MovedMemory, counts: Counts, now: number): void {
    const { compartment, content, forgottenAt } = memory;
    const here = placeOf.get(memory.id) as Place | undefined;
    if (here !== undefined) {
      counts.existing++;
      if (here.forgottenAt !== null && forgottenAt === null) counts.binned++;
    } else if (hasCompartment.get(compartment) === undefined) counts.astray++;
    else if (forgottenAt === null && moves.twin(compartment, contentHash(content), now) !== undefined) counts.duplicate++;
    else {
      const { lastInsertRowid } = insert('memories', { ...withoutPlace(toRow(memory)), content_hash: contentHash(content) });
      indexes.put(Number(lastInsertRowid), compartment, memory);
      if (forgottenAt !== null) indexes.hide(Number(lastInsertRowid));
      counts.memories++;
    }
  }

  function restoreVersion({ memory, ...version }: MovedVersion, counts: Counts): void {
    const here = placeOf.get(memory) as Place | undefined;
    // A later export knows later versions; here they are still to be written, and each number once.
    if (here === undefined || version.version >= here.version) return;
    counts.versions += insert('versions', { ...toRow(version), number: here.number }).changes;
  }

  return {
    'moving.restore': ({ records, now }: { records: readonly MovedRecord[]; now: number }): Restored => {
      const counts: Counts = { memories: 0, existing: 0, binned: 0, duplicate: 0, astray: 0, versions: 0, held: 0, compartments: 0 };
      const fresh: MovedCompartment[] = [];
      for (const record of records) {
        if ('compartment' in record) {
          if (restoreCompartment(record.compartment)) fresh.push(record.compartment);
        } else if ('action' in record) insert('actions', toRow(record.action));
        else if ('memory' in record) restoreMemory(record.memory, counts, now);
        else if ('version' in record) restoreVersion(record.version, counts);
        else if ('held' in record) counts.held += insert('held', withoutPlace(toRow(record.held))).changes;
        else insert('released', toRow(record.released));
      }
      // Both sides of a window must be there, and a window that the person has closed since is not opened again.
      for (const { id, sees } of fresh) for (const seen of sees) openWindow.run({ id, sees: seen });
      return { ...counts, compartments: fresh.length };
    },
  };
}

/** Where it stood in another file is nothing here. The highest number there can be would leave no room for a next one. */
function withoutPlace({ number: _, ...row }: Row): Row {
  return row;
}

const SPARE_NAMES = 100;

/** A compartment that is not there, or has nothing in it, becomes what it was; any other stays as the person has it now. */
function createRestoreCompartment(db: Sqlite): (compartment: MovedCompartment) => boolean {
  const exists = db.prepare('SELECT 1 FROM compartments WHERE id = ?');
  const isUsed = db.prepare('SELECT 1 FROM memories WHERE compartment = ? LIMIT 1');
  const create = db.prepare('INSERT INTO compartments (id, name, name_key, created_at) VALUES (@id, @name, @key, @createdAt)');
  const change = db.prepare('UPDATE compartments SET name = @name, name_key = @key, created_at = @createdAt WHERE id = @id');
  const isTaken = db.prepare('SELECT 1 FROM compartments WHERE name_key = @key AND id <> @id');
  const set = db.prepare('INSERT INTO settings (compartment, value) VALUES (?, ?) ON CONFLICT (compartment) DO UPDATE SET value = excluded.value');

  return ({ id, name, createdAt, settings }) => {
    const isThere = exists.get(id) !== undefined;
    if (isThere && isUsed.get(id) !== undefined) return false;
    const spare = [name, ...Array.from({ length: SPARE_NAMES }, (_, index) => `${name} (${index + 2})`), id];
    const free = spare.find((each) => isTaken.get({ key: nameKey(each), id }) === undefined) ?? id;
    (isThere ? change : create).run({ id, name: free, key: nameKey(free), createdAt });
    if (settings !== null) set.run(id, JSON.stringify(settings));
    return true;
  };
}
