/** The chain that makes tampering visible: every entry's mac covers the one before it (ruling 27). */
import { createHmac, createSecretKey, type KeyObject, timingSafeEqual } from 'node:crypto';
import type { ActivityEntry, ActivityVerdict, NewActivity } from './events.ts';

/** An entry that the next one follows: its place and its mac. */
export type Link = { readonly sequence: number; readonly mac: string };

/**
 * The key as every mac takes it: handed over as bytes, Node spends ten times the mac itself on finding out what they are.
 * @param bytes 32, from the vault; whoever can only write the database cannot make a mac
 */
export function chainKey(bytes: Uint8Array): KeyObject {
  return createSecretKey(bytes);
}

/** What stands before the first entry. */
export const CHAIN_START: Link = { sequence: 0, mac: '' };

export function chainMac(key: KeyObject, previousMac: string, sequence: number, { at, event }: NewActivity): string {
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
export async function verifyChain(
  key: KeyObject,
  entries: Iterable<ActivityEntry> | AsyncIterable<ActivityEntry>,
  start: Link = CHAIN_START,
): Promise<ActivityVerdict> {
  let previous = start.mac;
  let expected = start.sequence + 1;
  let count = 0;
  for await (const entry of entries) {
    if (entry.sequence !== expected || !same(chainMac(key, previous, entry.sequence, entry), entry.mac)) {
      return { intact: false, entries: count, brokenAt: expected };
    }
    previous = entry.mac;
    expected += 1;
    count += 1;
  }
  return { intact: true, entries: count };
}

/**
 * Retention removes the oldest entries. What is left must still be verifiable, and nobody who can only write the database
 * may pass off a shortened log as a pruned one, so the last removed link is kept under a mac of its own.
 */
export function sealCheckpoint(key: KeyObject, { sequence, mac }: Link): string {
  return JSON.stringify({ sequence, mac, seal: checkpointMac(key, { sequence, mac }) });
}

/** @returns the link, or null when the text is not what `sealCheckpoint` made with this key */
export function openCheckpoint(key: KeyObject, text: string): Link | null {
  const { sequence, mac, seal } = JSON.parse(text) as Link & { readonly seal: string };
  return same(String(seal), checkpointMac(key, { sequence, mac })) ? { sequence, mac } : null;
}

function checkpointMac(key: KeyObject, { sequence, mac }: Link): string {
  return createHmac('sha256', key)
    .update(`checkpoint\n${JSON.stringify([sequence, mac])}`)
    .digest('base64url');
}

function same(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}
