import type { Sqlite } from '../../open-database.ts';
import type { Inside } from './counted-inside.ts';
import { inText } from './match.ts';
import { rarity } from './rarity.ts';
import { createCount } from './term-counts.ts';

/** What BM25 of FTS5 takes a phrase for that stands in half of all texts or more. */
const LEAST = 1e-6;

/**
 * BM25 of FTS5 counts how rare a phrase is among everybody's texts, and nothing tells it otherwise.
 * @returns by what to multiply it, so that it is as rare as it is among those that the caller may see
 */
export function createRescale(db: Sqlite, index: 'words' | 'grams'): (phrase: string, inside: Inside) => number {
  // Row 1 begins with the number of rows, as BM25 reads it (fts5_index.c, FTS5_AVERAGES_ROWID).
  const averages = db.prepare(`SELECT block FROM ${index}_data WHERE id = 1`).pluck();
  const countEverywhere = createCount(db, Number.MAX_SAFE_INTEGER - 1);

  return (phrase, inside) => {
    const everywhere = rarity(varint(averages.get() as Uint8Array), countEverywhere(index, inText(phrase)));
    const within = rarity(inside.total(index), inside.count(index, phrase));
    return Math.max(LEAST, within) / Math.max(LEAST, everywhere);
  };
}

/** SQLite's: seven bits a byte, the highest first, as long as the eighth is set. */
function varint(bytes: Uint8Array): number {
  let value = 0;
  for (const byte of bytes) {
    value = value * 128 + (byte & 127);
    if (byte < 128) break;
  }
  return value;
}
