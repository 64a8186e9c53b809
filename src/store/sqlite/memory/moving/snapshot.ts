import type { Sqlite } from '../../open-database.ts';
import { exportRecords } from './export-records.ts';

/** Characters and records of one answer. */
const BATCH = { characters: 256 * 1024, records: 500 };

/** For a connection that nothing else uses: its one read transaction lasts until it is closed. */
export function snapshotReads(db: Sqlite) {
  let records: Iterator<string> | null = null;
  return {
    /** @returns how many memories there are at this moment, which is what all that follows shows */
    'moving.begin': (compartment: string | null): number => {
      db.exec('BEGIN');
      records = exportRecords(db, compartment)[Symbol.iterator]();
      const count = db.prepare('SELECT COUNT(*) FROM memories WHERE @compartment IS NULL OR compartment = @compartment').pluck();
      return Number(count.get({ compartment }));
    },
    'moving.next': (): readonly string[] | null => {
      const lines: string[] = [];
      for (let characters = 0; characters < BATCH.characters && lines.length < BATCH.records; ) {
        const { done, value } = records?.next() ?? { done: true, value: '' };
        if (done) break;
        characters += value.length;
        lines.push(value);
      }
      return lines.length === 0 ? null : lines;
    },
  };
}
