import { contentHash } from '../../../content-hash.ts';
import type { Whereabouts } from '../../../memory-moving.ts';
import type { Sqlite } from '../../open-database.ts';

type Known = { readonly compartment: string; readonly contents: readonly string[]; readonly now: number };

export function knownReads(db: Sqlite) {
  const there = db
    .prepare('SELECT expires_at FROM memories WHERE compartment = ? AND content_hash = ? AND forgotten_at IS NULL AND (expires_at IS NULL OR expires_at > ?)')
    .pluck();
  const binned = db.prepare('SELECT 1 FROM memories WHERE compartment = ? AND content_hash = ? AND forgotten_at IS NOT NULL');
  return {
    'moving.known': ({ compartment, contents, now }: Known): Whereabouts[] =>
      contents.map(contentHash).map((hash) => {
        const ends = there.get(compartment, hash, now) as number | null | undefined;
        if (ends !== undefined) return ends === null ? 'there' : 'ending';
        return binned.get(compartment, hash) === undefined ? null : 'binned';
      }),
  };
}
