import { hash } from 'node:crypto';

/** The waiting page's secret as it is kept: the browser holds the only copy. */
export function hashHandle(handle: string): string {
  return hash('sha256', handle, 'base64url');
}
