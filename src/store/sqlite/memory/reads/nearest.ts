import type { MemoryFilter } from '../../../memory-store.ts';
import type { Near } from '../../../vector-store.ts';
import { loadVectorExtension } from '../../load-vector-extension.ts';
import type { Sqlite } from '../../open-database.ts';
import { createVisible, type Visible } from '../visible.ts';
import { FILTERED, filterParameters, LIVE } from './filtered.ts';

type Nearest = { readonly compartment: string; readonly vector: Int8Array; readonly filter: MemoryFilter; readonly limit: number; readonly now: number };

/** How many of the nearest are looked at per wanted result. */
const CANDIDATES = 4;

export function nearestReads(db: Sqlite) {
  let nearest: ReturnType<typeof prepareNearest> | null = null;
  return {
    /** Gets ready. @returns null, or why it cannot */
    'vectors.missing': (): string | null => {
      const missing = loadVectorExtension(db);
      if (missing === null) nearest = prepareNearest(createVisible(db));
      return missing;
    },
    'vectors.nearest': ({ compartment, vector, filter, limit, now }: Nearest): Near[] => {
      if (nearest === null) return [];
      const bytes = Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength);
      const use = { ...filterParameters(filter, null), compartment, limit, now, vector: bytes };
      const best = nearest.all({ ...use, candidates: limit * CANDIDATES }) as Near[];
      // Filters come after the ranking: when they leave too little of the nearest, all have to be looked at.
      return best.length >= limit ? best : (nearest.all({ ...use, candidates: -1 }) as Near[]);
    },
  };
}

/** A vector of another length would be an error of the whole question. */
function prepareNearest({ reading }: Visible) {
  return reading(
    (inside) => `SELECT m.id, 1 - f.distance AS similarity FROM (
       SELECT v.number, vec_distance_cosine(vec_int8(v.vector), vec_int8(@vector)) AS distance FROM vectors v
       WHERE ${inside('v')} AND length(v.vector) = length(@vector) ORDER BY distance LIMIT @candidates) f
     JOIN memories m ON m.number = f.number WHERE ${inside('m')} AND ${LIVE} AND ${FILTERED} ORDER BY f.distance LIMIT @limit`,
  );
}
