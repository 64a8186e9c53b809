/**
 * Keeps the text indexes and the log of memory.db short in small steps. FTS5 and SQLite would do both by themselves, but all at
 * once, in the middle of whichever store happens to come: a merge of hundreds of pages, or a checkpoint of a thousand.
 */
import type { Sqlite } from '../open-database.ts';
import type { Tending } from '../serve-writer.ts';
import type { Indexes } from './writes/indexes.ts';

/** Pages of 4 KiB: the log is written back when nobody waits, and at this length whether or not. */
const LONGEST_LOG = 4_000;
/** Pages to merge with every commit, and for every so many characters in it: about what comes in, times how often it is merged again. */
const MERGE = 6;
const CHARACTERS = 350;
const MERGE_WHEN_IDLE = 64;
const INDEXES = ['words', 'parts', 'grams'] as const;

export function createTending(db: Sqlite, indexes: Indexes): Tending {
  db.pragma(`wal_autocheckpoint = ${LONGEST_LOG}`);
  const merges = INDEXES.map((name) => {
    leaveMergingToUs(db, name);
    return db.prepare(`INSERT INTO ${name} (${name}, rank) VALUES ('merge', ?)`);
  });
  const changes = db.prepare('SELECT total_changes()').pluck();
  const [begin, end] = [db.prepare('BEGIN IMMEDIATE'), db.prepare('COMMIT')];
  let logged = false;

  /** @returns whether there was anything to merge */
  function merge(pages: number): boolean {
    return (
      merges.filter((statement) => {
        const before = changes.get() as number;
        statement.run(BigInt(pages));
        // FTS5: a merge that finds nothing to do makes less than two changes.
        return (changes.get() as number) - before > 1;
      }).length > 0
    );
  }

  return {
    beforeCommit(): void {
      const characters = indexes.takeIndexed();
      logged = true;
      if (characters > 0) merge(MERGE + Math.ceil(characters / CHARACTERS));
    },
    whenIdle(): boolean {
      begin.run();
      const more = merge(MERGE_WHEN_IDLE);
      end.run();
      if (more) return true;
      if (logged) db.pragma('wal_checkpoint(PASSIVE)');
      logged = false;
      return false;
    },
  };
}

/**
 * Segments of one size are merged four at a time, and only ever in our own steps; beyond sixty-four of them FTS5 does it at once.
 * Every word of a question is looked up in every segment; SQLite plans that anew whenever the segment's number becomes 1 or is 1 no more.
 */
function leaveMergingToUs(db: Sqlite, name: (typeof INDEXES)[number]): void {
  const kept = db.prepare(`SELECT k, v FROM ${name}_config`).raw().all() as [string, unknown][];
  const wanted = { automerge: 0, usermerge: 4, crisismerge: 64 };
  for (const [option, value] of Object.entries(wanted)) {
    if (kept.some(([key, now]) => key === option && now === value)) continue;
    db.prepare(`INSERT INTO ${name} (${name}, rank) VALUES (?, ?)`).run(option, BigInt(value));
  }
}
