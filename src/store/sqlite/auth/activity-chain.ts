/** The chain of the activity as it lies in the file. */
import type { KeyObject } from 'node:crypto';
import { CHAIN_START, type Link, openCheckpoint } from '../../../activity/chain.ts';
import type { ActivityEntry, ActivityEvent } from '../../../activity/events.ts';
import type { Sqlite } from '../open-database.ts';

export type ActivityRow = { readonly sequence: number; readonly at: number; readonly event: string; readonly mac: string };

export const CHECKPOINT = 'activity-checkpoint';

export const readEntry = ({ event, ...row }: ActivityRow): ActivityEntry => ({ ...row, event: JSON.parse(event) as ActivityEvent });

/** @returns a function for what stands before the oldest entry that is kept; null when the checkpoint is not ours */
export function chainStart(db: Sqlite, key: KeyObject): () => Link | null {
  const checkpoint = db.prepare('SELECT value FROM facts WHERE name = ?').pluck();
  return () => {
    const kept = checkpoint.get(CHECKPOINT) as string | undefined;
    return kept === undefined ? CHAIN_START : openCheckpoint(key, kept);
  };
}
