import type { Sqlite } from '../../open-database.ts';
import type { Row } from '../../rows.ts';

type Table = 'memories' | 'versions' | 'actions' | 'held' | 'released';
type Insert = ReturnType<Sqlite['prepare']>;

/** Inserts what the table has columns for; a member of another version of Gatehouse has no place here. Rows that are there stay. */
export function insertOrIgnore(db: Sqlite) {
  const columnsOf = db.prepare('SELECT name FROM pragma_table_info(?)').pluck();
  const columns = new Map<Table, ReadonlySet<string>>();
  const inserts = new Map<string, Insert>();

  function known(table: Table): ReadonlySet<string> {
    const names = columns.get(table) ?? new Set(columnsOf.all(table) as string[]);
    columns.set(table, names);
    return names;
  }

  return (table: Table, row: Row): ReturnType<Insert['run']> => {
    const members = Object.keys(row).filter((member) => known(table).has(member));
    if (members.length === 0) return { changes: 0, lastInsertRowid: 0 };
    const key = [table, ...members].join(' ');
    const insert = inserts.get(key) ?? db.prepare(statement(table, members));
    inserts.set(key, insert);
    return insert.run(row);
  };
}

/** Names of columns that the table itself has named, never a value. */
function statement(table: Table, members: readonly string[]): string {
  return `INSERT OR IGNORE INTO ${table} (${members.join(', ')}) VALUES (${members.map((member) => `@${member}`).join(', ')})`;
}
