import { contentHash } from '../../../content-hash.ts';
import type { Sqlite } from '../../open-database.ts';

export function knownReads(db: Sqlite) {
  const known = db.prepare(
    'SELECT 1 FROM memories WHERE compartment = ? AND content_hash = ? AND forgotten_at IS NULL AND (expires_at IS NULL OR expires_at > ?)',
  );
  return {
    'moving.known': ({ compartment, contents, now }: { compartment: string; contents: readonly string[]; now: number }): boolean[] =>
      contents.map((content) => known.get(compartment, contentHash(content), now) !== undefined),
  };
}
