import type { Owner } from './process-table.ts';

/**
 * Ruling 11: another ordinary user is refused; the administrator, who can do everything anyway, and the unknown are shown.
 * @param uid the user of a socket or process; null where unknown
 * @param own the user the broker runs as
 */
export function ownerOf(uid: number | null, own: number | null): Owner {
  if (uid === null || own === null) return 'unknown';
  if (uid === own) return 'self';
  return uid === 0 ? 'administrator' : 'other';
}
