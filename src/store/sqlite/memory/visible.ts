/**
 * The wall between compartments (ruling 23), and the only place where a statement over memories is made for a client. It is run
 * with the compartment of a grant and nothing else; what is visible from there is found here, and no argument can widen it.
 */
import type Database from 'better-sqlite3';
import type { Sqlite } from '../open-database.ts';

/** What every statement is run with, as the caller's grant says. */
export type Within = { readonly compartment: string } & Readonly<Record<string, unknown>>;

/** @param table name or alias, in the statement, of a table with a column `compartment`. @returns the condition for its rows */
type Inside = (table: string) => string;
type Sql = (inside: Inside) => string;
type Statement = Database.Statement<unknown[]>;

/** Run with the compartment of a grant. */
export type Reading = { get(use: Within): unknown; all(use: Within): unknown[] };

export type Visible = {
  /** What a client may read: its own compartment, and those that the person gave it a window into. */
  reading(sql: Sql): Reading;
  /** What a client may change, and what is counted, compared and suggested for it: its own compartment alone, run with `@compartment`. */
  own(sql: Sql): Statement;
  /** What `reading` reads from here, for plans of where to look; it lets nobody in. */
  seenFrom(compartment: string): readonly string[];
  /** For the person, for upkeep that tells nobody what it saw, and for rows that were found inside before and are named by their number. */
  everywhere(sql: string): Statement;
};

const OWN: Inside = (table) => `${table}.compartment = +@compartment`;
const SEEN: Inside = (table) => `${table}.compartment IN (SELECT value FROM json_each(@seen))`;

export function createVisible(db: Sqlite): Visible {
  const windows = db.prepare('SELECT sees FROM windows WHERE compartment = ?').pluck();

  return {
    reading(sql) {
      // Two statements, because equality can follow the order of an index and a list cannot; without windows nobody pays for them.
      const alone = db.prepare(walled(sql, OWN));
      const beyond = db.prepare(walled(sql, SEEN));
      function run<Result>(use: Within, act: (statement: Statement, use: Within) => Result): Result {
        const seen = windows.all(use.compartment);
        return seen.length === 0 ? act(alone, use) : act(beyond, { ...use, seen: JSON.stringify([use.compartment, ...seen]) });
      }
      return {
        get: (use) => run(use, (statement, argument) => statement.get(argument)),
        all: (use) => run(use, (statement, argument) => statement.all(argument)),
      };
    },
    own: (sql) => db.prepare(walled(sql, OWN)),
    seenFrom: (compartment) => [compartment, ...(windows.all(compartment) as string[])],
    everywhere: (sql) => db.prepare(sql),
  };
}

/** @throws when the statement leaves the condition out: a store with a hole in its wall does not open */
function walled(sql: Sql, condition: Inside): string {
  const conditions: string[] = [];
  const text = sql((table) => {
    const inside = condition(table);
    conditions.push(inside);
    return inside;
  });
  if (conditions.length === 0 || !conditions.every((inside) => text.includes(inside))) throw new Error(`a statement reaches into every compartment: ${text}`);
  return text;
}
