import { createHash } from 'node:crypto';

/** @param content NFC and trimmed already; case is kept, because "It is US" is not "it is us" */
export function contentHash(content: string): string {
  return createHash('sha256').update(content).digest('base64url');
}
