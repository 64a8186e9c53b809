import { CHAIN_START, chainMac, type Link, openCheckpoint, sealCheckpoint, verifyChain } from '../../../activity/chain.ts';
import type { ActivityEntry, ActivityEvent, ActivityFilter, ActivityVerdict, NewActivity } from '../../../activity/events.ts';
import type { Sqlite } from '../open-database.ts';

type Row = { sequence: number; at: number; event: string; mac: string };

const read = ({ sequence, at, event, mac }: Row): ActivityEntry => ({ sequence, at, event: JSON.parse(event) as ActivityEvent, mac });

export function activityReads(db: Sqlite) {
  const list = db.prepare(
    `SELECT sequence, at, event, mac FROM activity WHERE sequence < @before AND (@clientId IS NULL OR client_id = @clientId)
     AND (@kind IS NULL OR kind = @kind) ORDER BY sequence DESC LIMIT @limit`,
  );
  return {
    list: ({ limit, before = Number.MAX_SAFE_INTEGER, clientId = undefined, kind = undefined }: ActivityFilter) =>
      (list.all({ limit, before, clientId: clientId ?? null, kind: kind ?? null }) as Row[]).map(read),
  };
}

const CHECKPOINT = 'activity-checkpoint';

/** @param key of the chain */
export function activityWrites(db: Sqlite, key: Uint8Array) {
  const last = db.prepare('SELECT sequence, mac FROM activity ORDER BY sequence DESC LIMIT 1');
  const insert = db.prepare('INSERT INTO activity (sequence, at, kind, client_id, event, mac) VALUES (@sequence, @at, @kind, @clientId, @event, @mac)');
  const all = db.prepare('SELECT sequence, at, event, mac FROM activity ORDER BY sequence');
  const firstKept = db.prepare('SELECT sequence FROM activity WHERE at >= ? ORDER BY sequence LIMIT 1');
  const lastBefore = db.prepare('SELECT sequence, mac FROM activity WHERE sequence < ? ORDER BY sequence DESC LIMIT 1');
  const remove = db.prepare('DELETE FROM activity WHERE sequence <= ?');
  const checkpoint = db.prepare('SELECT value FROM facts WHERE name = ?').pluck();
  const setCheckpoint = db.prepare('INSERT INTO facts (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value');

  /** @returns null when the checkpoint is not ours */
  function start(): Link | null {
    const kept = checkpoint.get(CHECKPOINT) as string | undefined;
    return kept === undefined ? CHAIN_START : openCheckpoint(key, kept);
  }

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

  function* entries(): Generator<ActivityEntry> {
    for (const row of all.iterate()) yield read(row as Row);
  }

  return {
    'activity.append': (events: readonly NewActivity[]) => events.forEach(append),
    'activity.prune': prune,
    'activity.verify': (): ActivityVerdict => {
      const from = start();
      return from === null ? { intact: false, entries: 0, brokenAt: 1 } : verifyChain(key, entries(), from);
    },
  };
}
