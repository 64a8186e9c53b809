/** Behind a memory: what is older, and of the same millisecond what was stored before it. */
import type { ListPlace } from '../../../memory-store.ts';

/** The number of a row that is higher than any. */
const LAST = '9223372036854775807';

/**
 * A condition for the table `m`. A cursor that names what is not seen from here names nothing, and neither does one whose memory has gone: rather all of
 * that millisecond once more than one of them never, because an import has thousands in one.
 * @param inside the wall, of the table `b`
 */
export const behind = (inside: string) => `(@createdAt IS NULL OR (m.created_at <= @createdAt AND NOT (m.created_at = +@createdAt
  AND m.number >= coalesce((SELECT b.number FROM memories b WHERE b.id = +@behind AND ${inside}), ${LAST}))))`;

/** Its parameters. */
export function placeOf(after: ListPlace | undefined) {
  return { createdAt: after?.createdAt ?? null, behind: after?.id ?? null };
}
