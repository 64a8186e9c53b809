/** Records to rows and back: camelCase to snake_case, lists and objects to JSON text. */

export type Row = Record<string, string | number | null>;

const snake = remembering((name) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`));
const camel = remembering((name) => name.replace(/_([a-z])/g, (_match, letter: string) => letter.toUpperCase()));

export function toRow(record: object): Row {
  const row: Row = {};
  for (const [name, value] of Object.entries(record)) row[snake(name)] = typeof value === 'object' && value !== null ? JSON.stringify(value) : value;
  return row;
}

/** @param json names (camelCase) of the members that are kept as JSON text */
export function fromRow<Value>(row: unknown, json: ReadonlySet<string>): Value {
  const record: Record<string, unknown> = {};
  for (const [column, value] of Object.entries(row as Row)) {
    const name = camel(column);
    record[name] = typeof value === 'string' && json.has(name) ? JSON.parse(value) : value;
  }
  return record as Value;
}

/** `INSERT` of every member of a record into a table of the same shape. */
export function insertInto(table: string, columns: readonly string[]): string {
  const names = columns.map(snake);
  return `INSERT INTO ${table} (${names.join(', ')}) VALUES (${names.map((name) => `@${name}`).join(', ')})`;
}

/** Every request reads several rows, and the names of columns are few. */
function remembering(change: (name: string) => string): (name: string) => string {
  const known = new Map<string, string>();
  return (name) => {
    const changed = known.get(name) ?? change(name);
    known.set(name, changed);
    return changed;
  };
}
