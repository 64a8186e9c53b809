/** Looks along the whole chain, which may be a hundred thousand entries long, without keeping anybody from writing or from an answer. */
import { setImmediate as turn } from 'node:timers/promises';
import { chainKey, verifyChain } from '../../../activity/chain.ts';
import type { ActivityEntry, ActivityVerdict } from '../../../activity/events.ts';
import { openForReading, type Sqlite } from '../open-database.ts';
import { type ActivityRow, chainStart, readEntry } from './activity-chain.ts';

export type VerifyActivity = {
  verify(): Promise<ActivityVerdict>;
  /** Waits for who is still looking. */
  close(): Promise<void>;
};

/** Entries in one turn of the event loop: about a millisecond. */
const PIECE = 100;

/** @param keyBytes of the chain */
export function createVerifyActivity(file: string, keyBytes: Uint8Array): VerifyActivity {
  const key = chainKey(keyBytes);
  let last: Promise<unknown> = Promise.resolve();

  async function look(): Promise<ActivityVerdict> {
    const db = openForReading(file);
    try {
      // The log of one moment: what is pruned meanwhile must not look like what somebody took away.
      db.exec('BEGIN');
      const start = chainStart(db, key)();
      return start === null ? { intact: false, entries: 0, brokenAt: 1 } : await verifyChain(key, entries(db), start);
    } finally {
      db.close();
    }
  }

  return {
    verify() {
      const verdict = last.then(look);
      last = verdict.catch(() => undefined);
      return verdict;
    },
    async close() {
      await last;
    },
  };
}

async function* entries(db: Sqlite): AsyncGenerator<ActivityEntry> {
  let count = 0;
  for (const row of db.prepare('SELECT sequence, at, event, mac FROM activity ORDER BY sequence').iterate()) {
    yield readEntry(row as ActivityRow);
    count += 1;
    if (count % PIECE === 0) await turn();
  }
}
