import { createHash } from 'node:crypto';
import type { Memory } from './memory-store.ts';

/** Of everything that a memory says to a client, whoever says it. */
export function saidHash({ content, tags, kind, metadata }: Memory): string {
  return createHash('sha256')
    .update(JSON.stringify([content, tags, kind, metadata]))
    .digest('base64url');
}
