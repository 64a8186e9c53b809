/** One answer's share of what was found: capped in number and in characters, with a cursor to the rest. */
import type { MemoryStore } from '../store/memory-store.ts';
import type { Caller } from './caller.ts';
import type { Found } from './fuse.ts';
import { LIMITS, MemoryRefused } from './limits.ts';

export type Page = { readonly items: readonly Found[]; readonly next: string | null };
export type PageAsked = { readonly limit: number; readonly offset: number };

const FARTHEST = 1_000_000;

/** @throws MemoryRefused when the cursor was not given out here */
export async function readPage(store: MemoryStore, caller: Caller, asked: number | undefined, cursor: string | undefined): Promise<PageAsked> {
  const limit = asked ?? (await store.settings(caller.compartment)).defaultLimit;
  const offset = cursor === undefined ? 0 : Number(Buffer.from(cursor, 'base64url').toString('utf8'));
  if (!Number.isSafeInteger(offset) || offset < 0 || offset > FARTHEST) throw new MemoryRefused('The cursor is not one that was given out here.');
  return { limit: Math.max(1, Math.min(limit, LIMITS.results)), offset };
}

/** @param skipped what the store has left out before the first of `found` */
export function cutPage(found: readonly Found[], { limit, offset }: PageAsked, skipped = 0): Page {
  let characters = 0;
  const items: Found[] = [];
  for (const entry of found.slice(offset, offset + limit)) {
    characters += entry.memory.content.length;
    if (items.length > 0 && characters > LIMITS.answer) break;
    items.push(entry);
  }
  const more = found.length > offset + items.length;
  return { items, next: more ? Buffer.from(String(skipped + offset + items.length)).toString('base64url') : null };
}
