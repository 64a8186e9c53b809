/**
 * Imported before a real writer of ours: its disk can then fill up or turn read-only while it runs. The errors are SQLite's own;
 * what decides is a file, read before each transaction.
 */
import { readFileSync } from 'node:fs';
import Database from 'better-sqlite3';

export type Disk = 'fine' | 'full' | 'read-only';

const MOST_PAGES = 4_294_967_294;

export function makeBreakable(file: string): void {
  const { prepare } = Database.prototype;
  Database.prototype.prepare = function (this: Database.Database, source: string) {
    const statement = prepare.call(this, source);
    if (source !== 'BEGIN IMMEDIATE') return statement;
    const run = statement.run.bind(statement) as unknown as () => Database.RunResult;
    const breakable = () => {
      const disk = readFileSync(file, 'utf8') as Disk;
      // SQLite takes no fewer pages than there are.
      this.pragma(`max_page_count = ${disk === 'full' ? 1 : MOST_PAGES}`);
      this.pragma(`query_only = ${disk === 'read-only' ? 'ON' : 'OFF'}`);
      return run();
    };
    return Object.assign(statement, { run: breakable });
  } as typeof prepare;
}
