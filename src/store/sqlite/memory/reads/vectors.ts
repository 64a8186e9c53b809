import type { MemoryFilter } from '../../../memory-store.ts';
import type { Near, Unembedded } from '../../../vector-store.ts';
import { loadVectorExtension } from '../../load-vector-extension.ts';
import type { Sqlite } from '../../open-database.ts';
import { createVisible, type Reading, type Visible } from '../visible.ts';
import { FILTERED, filterParameters, LIVE } from './filtered.ts';
import { COLUMNS, readMemory } from './memory-row.ts';

type Nearest = { readonly compartment: string; readonly vector: Int8Array; readonly filter: MemoryFilter; readonly limit: number; readonly now: number };
type Row = Readonly<Record<string, unknown>> & { readonly distance: number };

/** Characters of a memory that are read for its vector: its beginning says what it is about, and models take little more. */
const BEGINNING = 2_000;
/** How many of the nearest are looked at per wanted result. */
const CANDIDATES = 4;

export function vectorReads(db: Sqlite) {
  const visible = createVisible(db);
  const waiting = visible.everywhere(
    `SELECT m.number, m.version, concat_ws(char(10), substr(m.content, 1, @beginning), (SELECT group_concat(value, ' ') FROM json_each(m.tags))) AS text
     FROM unembedded u JOIN memories m ON m.number = u.number ORDER BY u.number DESC LIMIT @limit`,
  );
  const count = visible
    .everywhere('SELECT (SELECT count(*) FROM unembedded) + (SELECT count(*) FROM memories, embedding WHERE number > queued_to AND forgotten_at IS NULL)')
    .pluck();
  let nearest: Reading | null = null;

  return {
    'vectors.missing': (): string | null => {
      const missing = loadVectorExtension(db);
      if (missing === null) nearest = prepareNearest(visible);
      return missing;
    },
    'vectors.waiting': (limit: number): Unembedded[] => waiting.all({ limit, beginning: BEGINNING }) as Unembedded[],
    'vectors.count': (): number => count.get() as number,
    'vectors.nearest': ({ compartment, vector, filter, limit, now }: Nearest): Near[] => {
      if (nearest === null) return [];
      const bytes = Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength);
      const use = { ...filterParameters(filter, null), compartment, limit, now, vector: bytes };
      const best = nearest.all({ ...use, candidates: limit * CANDIDATES }) as Row[];
      // Filters come after the ranking: when they leave too little of the nearest, all have to be looked at.
      const rows = best.length >= limit ? best : (nearest.all({ ...use, candidates: -1 }) as Row[]);
      return rows.map(({ distance, ...row }) => ({ memory: readMemory(row), similarity: 1 - distance }));
    },
  };
}

/** One of another length would be an error of the whole question. */
function prepareNearest({ reading }: Visible): Reading {
  return reading(
    (inside) => `SELECT ${COLUMNS}, f.distance FROM (
       SELECT v.number, vec_distance_cosine(vec_int8(v.vector), vec_int8(@vector)) AS distance FROM vectors v
       WHERE ${inside('v')} AND length(v.vector) = length(@vector) ORDER BY distance LIMIT @candidates) f
     JOIN memories m ON m.number = f.number WHERE ${inside('m')} AND ${LIVE} AND ${FILTERED} ORDER BY f.distance LIMIT @limit`,
  );
}
