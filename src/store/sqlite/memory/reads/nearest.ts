import type { MemoryFilter } from '../../../memory-store.ts';
import type { Near } from '../../../vector-store.ts';
import { loadVectorExtension } from '../../load-vector-extension.ts';
import type { Sqlite } from '../../open-database.ts';
import { createVisible, type Visible } from '../visible.ts';
import { FILTERED, filterParameters, LIVE } from './filtered.ts';
import { createSpellings } from './spellings.ts';

type Nearest = { readonly compartment: string; readonly vector: Int8Array; readonly filter: MemoryFilter; readonly limit: number; readonly now: number };

/** How many of the nearest are looked at per wanted result. */
const CANDIDATES = 4;

export function nearestReads(db: Sqlite) {
  const visible = createVisible(db);
  const spelled = createSpellings(visible);
  let statements: ReturnType<typeof nearestStatements> | null = null;
  return {
    /** Gets ready. @returns null, or why it cannot */
    'vectors.missing': (): string | null => {
      const missing = loadVectorExtension(db);
      if (missing === null) statements = nearestStatements(visible);
      return missing;
    },
    'vectors.nearest': ({ compartment, vector, filter, limit, now }: Nearest): Near[] => {
      if (statements === null) return [];
      const bytes = Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength);
      const use = { ...filterParameters(spelled(filter, visible.seenFrom(compartment)), null), compartment, limit, now, vector: bytes };
      const best = Object.keys(filter).length > 0 ? [] : (statements.ofAll.all({ ...use, candidates: limit * CANDIDATES }) as Near[]);
      return best.length >= limit ? best : (statements.ofFiltered.all(use) as Near[]);
    },
  };
}

/** The joins are crossed, which to SQLite says: in this order. A vector of another length would be an error of the whole question. */
function nearestStatements({ reading }: Visible) {
  return {
    /** Distances first: almost all that is near is there, and only that is looked up. */
    ofAll: reading(
      (inside) => `SELECT m.id, 1 - f.distance AS similarity FROM (
         SELECT v.number, vec_distance_cosine(vec_int8(v.vector), vec_int8(@vector)) AS distance FROM vectors v
         WHERE ${inside('v')} AND length(v.vector) = length(@vector) ORDER BY distance LIMIT @candidates + 0) f
       CROSS JOIN memories m ON m.number = f.number WHERE ${inside('m')} AND ${LIVE} ORDER BY f.distance LIMIT @limit + 0`,
    ),
    /** Filters first: distances are computed of what passes them. */
    ofFiltered: reading(
      (inside) => `SELECT m.id, 1 - vec_distance_cosine(vec_int8(v.vector), vec_int8(@vector)) AS similarity FROM memories m
       CROSS JOIN vectors v ON v.number = m.number AND length(v.vector) = length(@vector)
       WHERE ${inside('m')} AND ${LIVE} AND ${FILTERED} ORDER BY similarity DESC LIMIT @limit + 0`,
    ),
  };
}
