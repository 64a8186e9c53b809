import type { Held, HeldLook, HeldReason, PastMemory, Rescan } from '../../../held-memories.ts';
import type { KeepingPage, Listed } from '../../../memory-keeping.ts';
import type { Memory } from '../../../memory-store.ts';
import { saidHash } from '../../../said-hash.ts';
import type { Sqlite } from '../../open-database.ts';
import { fromRow } from '../../rows.ts';
import { COLUMNS, readMemory } from './memory-row.ts';

const HELD = 'id, reason, rule, at, compartment, origin, memory';
const JSON_MEMBERS = new Set(['memory']);

/** The person's look at what waits, and the rules' look at the past. Nothing that a client can call leads here. */
export function heldReads(db: Sqlite) {
  const list = db.prepare(`SELECT number, ${HELD} FROM held WHERE number < @before ORDER BY number DESC LIMIT @limit + 0`);
  const find = db.prepare(`SELECT ${HELD} FROM held WHERE id = ?`);
  const counts = db.prepare('SELECT reason, COUNT(*) AS count FROM held GROUP BY reason');
  const past = db.prepare(
    `SELECT m.number, m.compartment, ${COLUMNS} FROM memories m WHERE m.number > ? AND m.forgotten_at IS NULL ORDER BY m.number LIMIT ? + 0`,
  );
  const rescan = db.prepare('SELECT rules, done FROM rescan');
  const isReleased = db.prepare('SELECT 1 FROM released WHERE compartment = ? AND said_hash = ?');
  const isWaiting = db.prepare("SELECT 1 FROM held WHERE compartment = ? AND about = '' AND said_hash = ?");
  const waiting = db.prepare('SELECT COUNT(*) FROM held WHERE compartment = ?').pluck();
  return {
    'held.look': ({ compartment, memory }: { compartment: string; memory: Memory }): HeldLook => {
      const same = [compartment, saidHash(memory)];
      const standing = isReleased.get(...same) !== undefined ? 'released' : isWaiting.get(...same) !== undefined ? 'waiting' : null;
      return { standing, waiting: Number(waiting.get(compartment)) };
    },
    'held.list': ({ limit, before }: KeepingPage): Listed<Held> => {
      const rows = list.all({ before: /^\d{1,15}$/.test(before ?? '') ? Number(before) : Number.MAX_SAFE_INTEGER, limit: limit + 1 }) as { number: number }[];
      const items = rows.slice(0, limit).map(({ number: _, ...row }) => fromRow<Held>(row, JSON_MEMBERS));
      return { items, next: rows.length > limit ? String(rows[limit - 1]?.number) : null };
    },
    'held.find': (id: string): Held | null => {
      const row = find.get(id);
      return row === undefined ? null : fromRow<Held>(row, JSON_MEMBERS);
    },
    'held.counts': (): Record<HeldReason, number> => {
      const rows = counts.all() as { reason: HeldReason; count: number }[];
      return { secret: 0, instruction: 0, ...Object.fromEntries(rows.map(({ reason, count }) => [reason, count])) };
    },
    'held.past': ({ after, limit }: { after: number; limit: number }): PastMemory[] =>
      (past.all(after, limit) as { number: number; compartment: string }[]).map(({ number, compartment, ...row }) => ({
        number,
        compartment,
        memory: readMemory(row),
      })),
    'held.rescan': (): Rescan => (rescan.get() as Rescan | undefined) ?? { rules: 0, done: 0 },
  };
}
