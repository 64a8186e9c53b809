import { CHAIN_START, chainMac, verifyChain } from '../../../activity/chain.ts';
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

/** @param key of the chain */
export function activityWrites(db: Sqlite, key: Uint8Array) {
  const last = db.prepare('SELECT sequence, mac FROM activity ORDER BY sequence DESC LIMIT 1');
  const insert = db.prepare('INSERT INTO activity (sequence, at, kind, client_id, event, mac) VALUES (@sequence, @at, @kind, @clientId, @event, @mac)');
  const all = db.prepare('SELECT sequence, at, event, mac FROM activity ORDER BY sequence');

  function append(entry: NewActivity): void {
    const { sequence: before = 0, mac: previous = CHAIN_START } = (last.get() as Row | undefined) ?? {};
    const sequence = before + 1;
    insert.run({
      sequence,
      at: entry.at,
      kind: entry.event.kind,
      clientId: 'clientId' in entry.event ? entry.event.clientId : null,
      event: JSON.stringify(entry.event),
      mac: chainMac(key, previous, sequence, entry),
    });
  }

  function* entries(): Generator<ActivityEntry> {
    for (const row of all.iterate()) yield read(row as Row);
  }

  return {
    'activity.append': (events: readonly NewActivity[]) => events.forEach(append),
    'activity.verify': (): ActivityVerdict => verifyChain(key, entries()),
  };
}
