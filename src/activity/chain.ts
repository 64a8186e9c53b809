/** The chain that makes tampering visible: every entry's mac covers the one before it (ruling 27). */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { ActivityEntry, ActivityVerdict, NewActivity } from './events.ts';

/** What stands before the first entry. */
export const CHAIN_START = '';

/** @param key 32 bytes from the vault; whoever can only write the database cannot make a mac */
export function chainMac(key: Uint8Array, previousMac: string, sequence: number, { at, event }: NewActivity): string {
  return createHmac('sha256', key)
    .update(previousMac)
    .update('\n')
    .update(JSON.stringify([sequence, at, event]))
    .digest('base64url');
}

/**
 * @param entries oldest first
 * @param start the mac and sequence before the first of them (a checkpoint, or the start of everything)
 */
export function verifyChain(key: Uint8Array, entries: Iterable<ActivityEntry>, start = { mac: CHAIN_START, sequence: 0 }): ActivityVerdict {
  let previous = start.mac;
  let expected = start.sequence + 1;
  let count = 0;
  for (const entry of entries) {
    if (entry.sequence !== expected || !same(chainMac(key, previous, entry.sequence, entry), entry.mac)) {
      return { intact: false, entries: count, brokenAt: expected };
    }
    previous = entry.mac;
    expected += 1;
    count += 1;
  }
  return { intact: true, entries: count };
}

function same(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}
