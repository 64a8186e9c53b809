import { createHash } from 'node:crypto';

/** The waiting page's secret as it is kept: the browser holds the only copy. */
export function hashHandle(handle: string): string {
  return createHash('sha256').update(handle).digest('base64url');
}
