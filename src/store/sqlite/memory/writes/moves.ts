import { contentHash } from '../../../content-hash.ts';
import type { Memory } from '../../../memory-store.ts';
import type { Sqlite } from '../../open-database.ts';
import { toRow } from '../../rows.ts';
import { readMemory } from '../reads/memory-row.ts';
import { createVisible } from '../visible.ts';
import type { Indexes } from './indexes.ts';

/** Where a memory is in the file. */
export type Place = { readonly number: number; readonly id: string; readonly compartment: string; readonly content: string };
/** What a version says: everything of a memory that a change can change. */
type Said = Pick<Memory, 'content' | 'tags' | 'kind' | 'metadata' | 'expiresAt' | 'provenance'>;

const VERSIONED = 'version, content, tags, kind, metadata, expires_at, updated_at, provenance, written_by, forgotten_at';

/** The moves that a memory makes after it was inserted. Each keeps what was, and the indexes with it. */
export function createMoves(db: Sqlite, indexes: Indexes) {
  const visible = createVisible(db);
  const liveTwin = visible.own(
    (inside) =>
      `SELECT number, id, compartment, content, expires_at AS expiresAt FROM memories m WHERE ${inside('m')} AND content_hash = @hash AND forgotten_at IS NULL`,
  );
  const keep = visible.everywhere(`INSERT INTO versions (number, ${VERSIONED}) SELECT number, ${VERSIONED} FROM memories WHERE number = ?`);
  const write = visible.everywhere(
    `UPDATE memories SET content = @content, content_hash = @contentHash, tags = @tags, kind = @kind, metadata = @metadata, expires_at = @expires_at,
     provenance = @provenance, updated_at = @now, version = version + 1, written_by = @action, forgotten_at = NULL, forgotten_by = NULL WHERE number = @number`,
  );
  const forget = visible.everywhere('UPDATE memories SET forgotten_at = @now, forgotten_by = @action WHERE number = @number');
  const endless = visible.everywhere('UPDATE memories SET expires_at = NULL WHERE number = @number AND expires_at <= @now');
  const restore = visible.everywhere('UPDATE memories SET forgotten_at = NULL, forgotten_by = NULL, updated_at = @now WHERE number = @number');
  const hashAndTags = visible.everywhere('SELECT content_hash AS hash, tags FROM memories WHERE number = ?');
  const version = visible.everywhere(
    'SELECT content, tags, kind, metadata, expires_at, provenance, forgotten_at FROM versions WHERE number = ? AND version = ?',
  );

  const moves = {
    /**
     * The live memory with exactly this content. One that has run out is no obstacle: it goes into the bin now instead of
     * at the next sweep.
     */
    twin(compartment: string, hash: string, now: number): Place | undefined {
      const twin = liveTwin.get({ compartment, hash }) as (Place & { expiresAt: number | null }) | undefined;
      if (twin === undefined || twin.expiresAt === null || twin.expiresAt > now) return twin;
      moves.forget(twin.number, now, null);
      return undefined;
    },
    /** A new version; whoever writes it has seen to it that no live twin is in the way. */
    write(place: Place, said: Said, now: number, action: string | null): void {
      const { number, compartment } = place;
      const { content, tags, kind, metadata, expiresAt, provenance } = said;
      keep.run(number);
      write.run({ ...toRow({ content, tags, kind, metadata, expiresAt, provenance }), contentHash: contentHash(content), number, now, action });
      indexes.drop(place);
      indexes.put(number, compartment, said);
    },
    /**
     * Back to an earlier version, which becomes the newest.
     * @returns false when it was in the bin then or has run out, its content is remembered elsewhere by now, or an export lacked it
     */
    revert(place: Place, to: number, now: number, action: string | null): boolean {
      const row = version.get(place.number, to) as Earlier | undefined;
      if (row === undefined || wasGone(row, now)) return false;
      return rewrite(place, row, now, action);
    },
    /** What was in the bin before a change, and is going back there, says again what it said then. */
    sayAgain(place: Place, to: number, now: number): void {
      const row = version.get(place.number, to) as Earlier | undefined;
      if (row !== undefined && wasGone(row, now)) rewrite(place, row, now, null);
    },
    forget(number: number, now: number, action: string | null): void {
      forget.run({ number, now, action });
      indexes.hide(number);
    },
    /** @returns false when its content is remembered elsewhere by now */
    restore({ number, compartment }: Place, now: number): boolean {
      const { hash, tags } = hashAndTags.get(number) as { hash: string; tags: string };
      if (moves.twin(compartment, hash, now) !== undefined) return false;
      restore.run({ number, now });
      indexes.show(number, compartment, JSON.parse(tags));
      return true;
    },
    /** What has run out would be back in the bin at once. */
    endless: (number: number, now: number): void => void endless.run({ number, now }),
  };
  /** @returns false when its content is remembered elsewhere */
  function rewrite(place: Place, row: Earlier, now: number, action: string | null): boolean {
    const said = readMemory(row);
    const twin = moves.twin(place.compartment, contentHash(said.content), now);
    if (twin !== undefined && twin.number !== place.number) return false;
    moves.write(place, said, now, action);
    return true;
  }
  return moves;
}

type Earlier = { readonly forgotten_at: number | null; readonly expires_at: number | null };

function wasGone({ forgotten_at, expires_at }: Earlier, now: number): boolean {
  return forgotten_at !== null || (expires_at !== null && expires_at <= now);
}

export type Moves = ReturnType<typeof createMoves>;
