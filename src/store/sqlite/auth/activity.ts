import { setImmediate as turn } from 'node:timers/promises';
import { CHAIN_START, chainKey, chainMac, type Link, sealCheckpoint } from '../../../activity/chain.ts';
import type { ActivityEntry, ActivityFilter, NewActivity } from '../../../activity/events.ts';
import type { Sqlite } from '../open-database.ts';
import { type ActivityRow, CHECKPOINT, chainStart, readEntry } from './activity-chain.ts';

/** Entries looked at in one step. */
const STRETCH = 2_000;

export function activityReads(db: Sqlite) {
  const ends = db.prepare('SELECT MIN(sequence) AS first, MAX(sequence) AS last FROM activity');
  const list = db.prepare(
    `SELECT sequence, at, event, mac FROM activity WHERE sequence < @before AND sequence >= @before - ${STRETCH}
     AND (@clients IS NULL OR client_id IN (SELECT value FROM json_each(@clients)))
     AND (@kinds IS NULL OR kind IN (SELECT value FROM json_each(@kinds))) ORDER BY sequence DESC LIMIT @limit + 0`,
  );
  const asList = (values: string | readonly string[] | undefined) => (values === undefined ? null : JSON.stringify([values].flat()));

  return {
    /** Stretch by stretch: what a filter passes may be far back, and this is read where every request is answered. */
    async list({ limit, before = Number.MAX_SAFE_INTEGER, clientId, kind }: ActivityFilter): Promise<ActivityEntry[]> {
      const { first, last } = ends.get() as { first: number | null; last: number | null };
      const found: ActivityRow[] = [];
      for (let end = Math.min(before, (last ?? 0) + 1); end > (first ?? end) && found.length < limit; end -= STRETCH) {
        if (found.length > 0 || end < before) await turn();
        found.push(...(list.all({ limit: limit - found.length, before: end, clients: asList(clientId), kinds: asList(kind) }) as ActivityRow[]));
      }
      return found.map(readEntry);
    },
  };
}

/** @param keyBytes of the chain */
export function activityWrites(db: Sqlite, keyBytes: Uint8Array) {
  const key = chainKey(keyBytes);
  const last = db.prepare('SELECT sequence, mac FROM activity ORDER BY sequence DESC LIMIT 1');
  const insert = db.prepare('INSERT INTO activity (sequence, at, kind, client_id, event, mac) VALUES (@sequence, @at, @kind, @clientId, @event, @mac)');
  const firstKept = db.prepare('SELECT sequence FROM activity WHERE at >= ? ORDER BY sequence LIMIT 1');
  const lastBefore = db.prepare('SELECT sequence, mac FROM activity WHERE sequence < ? ORDER BY sequence DESC LIMIT 1');
  const remove = db.prepare('DELETE FROM activity WHERE sequence <= ?');
  const start = chainStart(db, key);
  const setCheckpoint = db.prepare('INSERT INTO facts (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value');

  function append(entry: NewActivity): void {
    const before = (last.get() as Link | undefined) ?? start() ?? CHAIN_START;
    const sequence = before.sequence + 1;
    insert.run({
      sequence,
      at: entry.at,
      kind: entry.event.kind,
      clientId: 'clientId' in entry.event ? entry.event.clientId : null,
      event: JSON.stringify(entry.event),
      mac: chainMac(key, before.mac, sequence, entry),
    });
  }

  /** Only from the oldest on, so that what stays is one unbroken chain even when the clock has jumped. */
  function prune(before: number): number {
    const kept = firstKept.get(before) as { sequence: number } | undefined;
    const removed = lastBefore.get(kept?.sequence ?? Number.MAX_SAFE_INTEGER) as Link | undefined;
    if (removed === undefined) return 0;
    setCheckpoint.run(CHECKPOINT, sealCheckpoint(key, removed));
    return remove.run(removed.sequence).changes;
  }

  return {
    'activity.append': (events: readonly NewActivity[]) => events.forEach(append),
    'activity.prune': prune,
  };
}
