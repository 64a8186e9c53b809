import { contentHash } from '../../../content-hash.ts';
import type { Held, Holding, Released, Rescan } from '../../../held-memories.ts';
import type { NewAction } from '../../../memory-keeping.ts';
import type { Memory } from '../../../memory-store.ts';
import { saidHash } from '../../../said-hash.ts';
import type { Sqlite } from '../../open-database.ts';
import { fromRow, toRow } from '../../rows.ts';
import type { Removed } from '../compartments.ts';
import { createVisible } from '../visible.ts';
import type { RecordAction } from './actions.ts';
import type { Add } from './add.ts';
import type { Indexes } from './indexes.ts';
import type { Moves, Place } from './moves.ts';

type Parts = { readonly indexes: Indexes; readonly moves: Moves; readonly add: Add; readonly record: RecordAction; readonly removed: Removed };

/** What its row says beside the text: the versions that it had, as JSON, and the action that had it held. */
type Beside = { readonly versions: string; readonly action: string | null };

const HELD = 'id, reason, rule, at, compartment, origin, memory';
const JSON_MEMBERS = new Set(['memory']);
const VERSIONS = `SELECT json_group_array(json(row)) FROM (SELECT json_object(
  'version', version, 'content', content, 'tags', tags, 'kind', kind, 'metadata', metadata, 'expires_at', expires_at,
  'updated_at', updated_at, 'provenance', provenance, 'written_by', written_by, 'forgotten_at', forgotten_at
  ) AS row FROM versions WHERE number = +? ORDER BY version)`;

/** What waits for the person, going in and coming out. Each step is whole in one transaction. */
export function heldWrites(db: Sqlite, { indexes, moves, add, record, removed }: Parts) {
  const { own, everywhere } = createVisible(db);
  const isReleased = own((inside) => `SELECT 1 FROM released WHERE ${inside('released')} AND said_hash = @hash`);
  const same = own((inside) => `SELECT ${HELD} FROM held WHERE ${inside('held')} AND about = @about AND said_hash = @hash`);
  const count = own((inside) => `SELECT COUNT(*) FROM held WHERE ${inside('held')}`).pluck();
  const insert = everywhere(
    `INSERT OR REPLACE INTO held (id, reason, rule, at, compartment, origin, memory, versions, said_hash, about, action)
     VALUES (@id, @reason, @rule, @at, @compartment, @origin, @memory, @versions, @saidHash, @about, @action)`,
  );
  const find = everywhere(`SELECT ${HELD}, versions, action FROM held WHERE id = ?`);
  const drop = everywhere('DELETE FROM held WHERE id = ?');
  const disown = everywhere('UPDATE held SET action = NULL WHERE id = ?');
  const release = everywhere('INSERT OR IGNORE INTO released (compartment, said_hash) VALUES (?, ?)');
  const place = own((inside) => `SELECT number, id, compartment, content FROM memories m WHERE ${inside('m')} AND id = @id`);
  const live = own(
    (inside) =>
      `SELECT number, id, compartment, content, written_by AS writtenBy FROM memories m
       WHERE ${inside('m')} AND id = @id AND version = @version AND forgotten_at IS NULL`,
  );
  const anywhere = everywhere('SELECT number, id, compartment, content FROM memories WHERE id = ?');
  const versionsOf = everywhere(VERSIONS).pluck();
  const dropVersions = everywhere('DELETE FROM versions WHERE number = ?');
  const dropMemory = everywhere('DELETE FROM memories WHERE number = ?');
  const putVersion = everywhere(
    `INSERT INTO versions (number, version, content, tags, kind, metadata, expires_at, updated_at, provenance, written_by, forgotten_at)
     VALUES (@number, @version, @content, @tags, @kind, @metadata, @expires_at, @updated_at, @provenance, @written_by, @forgotten_at)`,
  );
  const setRescan = everywhere(
    'INSERT INTO rescan (only, rules, done) VALUES (1, @rules, @done) ON CONFLICT (only) DO UPDATE SET rules = @rules, done = @done',
  );

  function put(held: Held, versions: string, action: string | null): void {
    insert.run({ ...toRow(held), versions, saidHash: saidHash(held.memory), about: aboutOf(held), action });
  }

  /** Where the memory is now: the person may have moved it while this waited. */
  function changed({ memory }: Held, now: number): Released | null {
    const target = anywhere.get(memory.id) as Place | undefined;
    if (target === undefined) return null;
    release.run(target.compartment, saidHash(memory));
    const twin = moves.twin(target.compartment, contentHash(memory.content), now);
    if (twin !== undefined && twin.number !== target.number) return { memoryId: memory.id, outcome: 'existing' };
    moves.write(target, memory, now, null);
    return { memoryId: memory.id, outcome: 'changed' };
  }

  function becomeMemory(held: Held, now: number, { versions, action }: Beside): Released {
    if (held.origin === 'change') {
      const outcome = changed(held, now);
      if (outcome !== null) return outcome;
    }
    const { id, outcome } = add(held.compartment, held.memory, now, action);
    const added = outcome === 'stored' ? (place.get({ compartment: held.compartment, id }) as Place) : null;
    if (added !== null) for (const version of JSON.parse(versions)) putVersion.run({ ...version, number: added.number });
    return { memoryId: id, outcome };
  }

  return {
    'held.hold': ({ held, most, action }: { held: Held; most: number; action: NewAction | null }): Holding => {
      removed.refuse(held.compartment);
      const within = { compartment: held.compartment, hash: saidHash(held.memory) };
      if (isReleased.get(within) !== undefined) return { outcome: 'released' };
      const waiting = same.get({ ...within, about: aboutOf(held) });
      if (waiting !== undefined) {
        const before = fromRow<Held>(waiting, JSON_MEMBERS);
        // A program was told that this waits: undoing an import must not take it away.
        if (action === null) disown.run(before.id);
        return { outcome: 'held', held: before, isNew: false };
      }
      if (Number(count.get({ compartment: held.compartment })) >= most) return { outcome: 'full' };
      put(held, '[]', action?.id ?? null);
      if (action !== null) record(action, { held: 1 });
      return { outcome: 'held', held, isNew: true };
    },
    'held.release': ({ id, now }: { id: string; now: number }): Released | null => {
      const row = find.get(id);
      if (row === undefined) return null;
      const { versions, action, ...held } = fromRow<Held & Beside>(row, JSON_MEMBERS);
      drop.run(id);
      release.run(held.compartment, saidHash(held.memory));
      return becomeMemory(held, now, { versions, action });
    },
    'held.allow': ({ compartment, memory }: { compartment: string; memory: Memory }) => void release.run(compartment, saidHash(memory)),
    'held.delete': (id: string): boolean => drop.run(id).changes > 0,
    'held.take': (held: Held): boolean => {
      const { compartment, memory } = held;
      if (isReleased.get({ compartment, hash: saidHash(memory) }) !== undefined) return false;
      const found = live.get({ compartment, id: memory.id, version: memory.version }) as (Place & { writtenBy: string | null }) | undefined;
      if (found === undefined) return false;
      // What an import brought goes with it, also after rules that came later have taken it; what was there before it does not.
      put(held, String(versionsOf.get(found.number)), memory.version === 1 ? found.writtenBy : null);
      indexes.drop(found);
      dropVersions.run(found.number);
      dropMemory.run(found.number);
      return true;
    },
    'held.setRescan': (rescan: Rescan) => void setRescan.run(rescan),
  };
}

/** Two changes of two memories to the same words are two; the same new text twice is one. */
function aboutOf({ origin, memory }: { readonly origin: Held['origin']; readonly memory: Memory }): string {
  return origin === 'new' ? '' : memory.id;
}
