/** Memories whose time is over, or nearly so. */
import type { Memory } from '../../store/memory-store.ts';
import type { Reflected } from '../../store/reflecting.ts';
import { datesIn } from './dates-in.ts';
import type { Proposal } from './proposal.ts';

const DAY = 86_400_000;
const GRACE = 14 * DAY;
const SOON = 7 * DAY;
const UNUSED = 365 * DAY;

export function stale({ memory, usedAt }: Reflected, now: number): readonly Proposal[] {
  const { expiresAt, updatedAt, createdAt } = memory;
  if (expiresAt !== null && expiresAt - now < SOON) {
    const why = `It runs out on ${dayOf(expiresAt)}.`;
    return [{ kind: 'expiring', why, does: 'Keeps it for good.', memories: [memory], act: { kind: 'keep', id: memory.id } }];
  }
  const last = Math.max(...datesIn(memory.content));
  // The day was ahead when it was written; a birthday was not.
  if (last > updatedAt && last + GRACE < now) return [forget(memory, `The day in it, ${dayOf(last)}, was ahead when it was written and is over.`)];
  const used = Math.max(updatedAt, createdAt, usedAt ?? 0);
  if (now - used > UNUSED) return [forget(memory, `Neither changed nor recalled since ${dayOf(used)}.`)];
  return [];
}

function forget(memory: Memory, why: string): Proposal {
  return { kind: 'stale', why, does: 'Forgets it.', memories: [memory], act: { kind: 'forget', ids: [memory.id] } };
}

function dayOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}
