import { isOfText } from '../../../is-of-text.ts';
import type { Action, BinPage, KeepingFilter, KeepingPage, KeptMemory, LastRead, Listed, Version } from '../../../memory-keeping.ts';
import type { Sqlite } from '../../open-database.ts';
import { fromRow } from '../../rows.ts';
import { createVisible } from '../visible.ts';
import { COLUMNS } from './memory-row.ts';

type List = KeepingPage & { readonly filter: KeepingFilter; readonly now: number };

const KEPT = `m.number, ${COLUMNS}, m.compartment, m.forgotten_at, m.forgotten_by`;
const CURRENT = `m.forgotten_at IS NULL AND (m.expires_at IS NULL OR m.expires_at > @now) AND (@compartment IS NULL OR m.compartment = @compartment)
  AND (@kind IS NULL OR m.kind = @kind) AND (@source IS NULL OR m.provenance ->> 'source' = @source)
  AND (@after IS NULL OR m.created_at >= @after) AND (@earlier IS NULL OR m.created_at < @earlier)`;
const OF_CLIENTS = "m.provenance ->> 'clientId' IN (SELECT value FROM json_each(@clientIds))";
/** By the order of its key, which begins with the compartment. */
const TAGGED = 'm.number IN (SELECT t.number FROM tags t WHERE t.tag = +@tag AND t.compartment IN (SELECT id FROM compartments))';
/** In the order in which they came. A page goes on where the one before ended, whatever came or went in between. */
const NEWEST_FIRST = 'm.number < @number ORDER BY m.number DESC LIMIT @limit + 0';
const VERSIONED = 'version, content, tags, kind, metadata, expires_at, updated_at, provenance, written_by';
const JSON_MEMBERS = new Set(['tags', 'metadata', 'provenance', 'by']);

/** The person's look at everything, in every compartment. Nothing that a client can call leads here. */
export function keepingReads(db: Sqlite) {
  const { everywhere } = createVisible(db);
  const all = everywhere(`SELECT ${KEPT} FROM memories m WHERE ${CURRENT} AND ${NEWEST_FIRST}`);
  const byClients = everywhere(`SELECT ${KEPT} FROM memories m WHERE ${OF_CLIENTS} AND ${CURRENT} AND ${NEWEST_FIRST}`);
  const byTag = everywhere(`SELECT ${KEPT} FROM memories m WHERE ${TAGGED} AND (@clientIds IS NULL OR ${OF_CLIENTS}) AND ${CURRENT} AND ${NEWEST_FIRST}`);
  const lastReads = everywhere(
    `SELECT m.id, u.at, u.client_id AS clientId, u.client_name AS clientName FROM memories m JOIN uses u ON u.number = m.number
     WHERE u.client_id IS NOT NULL AND m.id IN (SELECT value FROM json_each(?))`,
  );
  const bin = everywhere(
    `SELECT ${KEPT} FROM memories m WHERE m.forgotten_at IS NOT NULL AND (m.forgotten_at, m.number) < (@time, @number) ORDER BY m.forgotten_at DESC, m.number DESC LIMIT @limit + 0`,
  );
  const find = everywhere(`SELECT ${KEPT} FROM memories m WHERE m.id = ?`);
  const history = everywhere(
    `SELECT ${VERSIONED} FROM memories WHERE id = +@id
     UNION ALL SELECT ${VERSIONED} FROM versions WHERE number = (SELECT number FROM memories WHERE id = +@id) ORDER BY version DESC`,
  );
  const actions = everywhere('SELECT rowid AS number, * FROM actions WHERE (at, rowid) < (@time, @number) ORDER BY at DESC, rowid DESC LIMIT @limit + 0');

  return {
    'keeping.list': ({ limit, before, filter, now }: List): Listed<KeptMemory> => {
      const use = { ...startOf(before), ...parametersOf(filter), limit: limit + 1, now };
      const narrowest = use.tag !== null ? byTag : use.clientIds !== null ? byClients : all;
      return page<KeptMemory>(narrowest.all(use), limit);
    },
    'keeping.lastReads': (ids: readonly string[]) => lastReads.all(JSON.stringify(ids)) as LastRead[],
    'keeping.bin': ({ limit, before, text }: BinPage): Listed<KeptMemory> => {
      const { items, next } = page<KeptMemory>(bin.all({ ...startOf(before), limit: limit + 1 }), limit, 'forgottenAt');
      return { items: items.filter(isOfText(text)), next };
    },
    'keeping.find': (id: string): KeptMemory | null => {
      const row = find.get(id);
      return row === undefined ? null : read<KeptMemory>(row);
    },
    'keeping.history': (id: string): Version[] => history.all({ id }).map((row) => fromRow<Version>(row, JSON_MEMBERS)),
    'keeping.actions': ({ limit, before }: KeepingPage) => page<Action>(actions.all({ ...startOf(before), limit: limit + 1 }), limit, 'at'),
  };
}

function parametersOf({ compartment, clientIds, source, kind, tag, after, before }: KeepingFilter) {
  return {
    compartment: compartment ?? null,
    clientIds: clientIds === undefined ? null : JSON.stringify(clientIds),
    source: source ?? null,
    kind: kind ?? null,
    tag: tag ?? null,
    after: after ?? null,
    earlier: before ?? null,
  };
}

function read<Item extends object>(row: unknown): Item {
  const { number: _, ...item } = fromRow<Item & { number: number }>(row, JSON_MEMBERS);
  return item as Item;
}

/**
 * @param rows one more than wanted, when there is more
 * @param time what they are ordered by before their number
 */
function page<Item extends object>(rows: readonly unknown[], limit: number, time?: keyof Item): Listed<Item> {
  const items = rows.slice(0, limit).map((row) => read<Item>(row));
  const last = items.at(-1);
  const more = rows.length > limit && last !== undefined;
  return { items, next: more ? `${time === undefined ? 0 : String(last[time])}.${(rows[limit - 1] as { number: number }).number}` : null };
}

/** What is not a place that was given out is the end of time, where every list begins. */
function startOf(before: string | undefined): { time: number; number: number } {
  const [, time, number] = /^(\d{1,15})\.(\d{1,15})$/.exec(before ?? '') ?? [];
  return time === undefined ? { time: Number.MAX_SAFE_INTEGER, number: Number.MAX_SAFE_INTEGER } : { time: Number(time), number: Number(number) };
}
