import type { Random } from './edge.ts';

/** Digits of base 36 for milliseconds, until the year 5188. */
const TIME = 9;
const BYTES = 16;

/**
 * A public identifier: unguessable (128 random bits), but not a secret. It begins with when it was made, so that what is made at one
 * time lies together in every index, and a login writes a third fewer pages.
 * @param now whole milliseconds; since the epoch for whatever is kept
 * @param prefix for example `gh_` for clients
 */
export function makeId(random: Random, now: number, prefix: string): string {
  return `${prefix}${now.toString(36).padStart(TIME, '0')}${Buffer.from(random.bytes(BYTES)).toString('base64url')}`;
}
