/** Every record of a database as a line of JSON, in an order that is the same each time. */
import type { Sqlite } from '../../open-database.ts';
import { fromRow } from '../../rows.ts';

type Kind = { readonly name: 'action' | 'memory' | 'version' | 'held' | 'released'; readonly sql: string; readonly derived: ReadonlySet<string> };

const JSON_MEMBERS = new Set(['tags', 'metadata', 'provenance', 'by']);
const NONE: ReadonlySet<string> = new Set();
const WITHIN = '(@compartment IS NULL OR m.compartment = @compartment)';
const ACTIONS_WITHIN = `(@compartment IS NULL OR a.id IN (
  SELECT written_by FROM memories WHERE compartment = +@compartment UNION SELECT forgotten_by FROM memories WHERE compartment = +@compartment
  UNION SELECT v.written_by FROM versions v JOIN memories m ON m.number = v.number WHERE m.compartment = +@compartment
  UNION SELECT action FROM held WHERE compartment = +@compartment))`;

const KINDS: readonly Kind[] = [
  { name: 'action', sql: `SELECT a.* FROM actions a WHERE ${ACTIONS_WITHIN} ORDER BY a.at, a.id`, derived: NONE },
  { name: 'memory', sql: `SELECT m.* FROM memories m WHERE ${WITHIN} ORDER BY m.number`, derived: new Set(['number', 'contentHash']) },
  {
    name: 'version',
    sql: `SELECT m.id AS memory, v.* FROM versions v JOIN memories m ON m.number = v.number WHERE ${WITHIN} ORDER BY v.number, v.version`,
    derived: new Set(['number']),
  },
  { name: 'held', sql: `SELECT m.* FROM held m WHERE ${WITHIN} ORDER BY m.number`, derived: new Set(['number']) },
  { name: 'released', sql: `SELECT m.* FROM released m WHERE ${WITHIN} ORDER BY m.compartment, m.said_hash`, derived: NONE },
];
/** Rows that are moved as they are, JSON in them being text. */
const AS_THEY_ARE: ReadonlySet<string> = new Set(['held', 'released']);

/** @param compartment id of the only one; null for all */
export function* exportRecords(db: Sqlite, compartment: string | null): Iterable<string> {
  for (const each of compartmentsOf(db, compartment)) yield JSON.stringify({ compartment: each });
  for (const { name, sql, derived } of KINDS) {
    for (const row of db.prepare(sql).iterate({ compartment })) {
      const record = fromRow<Record<string, unknown>>(row, AS_THEY_ARE.has(name) ? NONE : JSON_MEMBERS);
      yield JSON.stringify({ [name]: Object.fromEntries(Object.entries(record).filter(([member]) => !derived.has(member))) });
    }
  }
}

function compartmentsOf(db: Sqlite, compartment: string | null): object[] {
  const all = db
    .prepare('SELECT id, name, created_at AS createdAt FROM compartments WHERE @compartment IS NULL OR id = @compartment ORDER BY created_at, rowid')
    .all({ compartment }) as { id: string }[];
  const sees = db.prepare('SELECT sees FROM windows WHERE compartment = +? ORDER BY sees').pluck();
  const settings = db.prepare('SELECT value FROM settings WHERE compartment = ?').pluck();
  return all.map((each) => {
    const value = settings.get(each.id) as string | undefined;
    return { ...each, sees: sees.all(each.id), settings: value === undefined ? null : JSON.parse(value) };
  });
}
