/** Records to rows and back: camelCase to snake_case, lists and objects to JSON text. */

export type Row = Record<string, string | number | null>;

const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
const camel = (name: string) => name.replace(/_([a-z])/g, (_match, letter: string) => letter.toUpperCase());

export function toRow(record: object): Row {
  return Object.fromEntries(
    Object.entries(record).map(([name, value]) => [snake(name), typeof value === 'object' && value !== null ? JSON.stringify(value) : value]),
  );
}

/** @param json names (camelCase) of the members that are kept as JSON text */
export function fromRow<Value>(row: unknown, json: ReadonlySet<string>): Value {
  return Object.fromEntries(
    Object.entries(row as Row).map(([column, value]) => {
      const name = camel(column);
      return [name, json.has(name) && typeof value === 'string' ? JSON.parse(value) : value];
    }),
  ) as Value;
}

/** `INSERT` of every member of a record into a table of the same shape. */
export function insertInto(table: string, columns: readonly string[]): string {
  const names = columns.map(snake);
  return `INSERT INTO ${table} (${names.join(', ')}) VALUES (${names.map((name) => `@${name}`).join(', ')})`;
}
