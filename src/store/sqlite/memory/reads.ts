import type { Memory, MemoryFilter, MemoryStats, Ranked, TextQuery } from '../../memory-store.ts';
import type { Sqlite } from '../open-database.ts';
import { fromRow } from '../rows.ts';

const JSON_MEMBERS = new Set(['tags', 'metadata', 'provenance']);
const COLUMNS = 'm.id, m.content, m.tags, m.kind, m.metadata, m.created_at, m.updated_at, m.expires_at, m.version, m.provenance';
const LIVE = 'm.compartment = @compartment AND m.forgotten_at IS NULL AND (m.expires_at IS NULL OR m.expires_at > @now)';
/** Filters of the caller; each is off while its parameter is null. The tags come as a JSON list. */
const FILTERED = `
  (@kind IS NULL OR m.kind = @kind) AND (@after IS NULL OR m.created_at >= @after) AND (@before IS NULL OR m.created_at < @before)
  AND (@client IS NULL OR m.provenance ->> 'clientId' = @client OR m.provenance ->> 'clientName' = @client)
  AND (@tags IS NULL OR (SELECT COUNT(*) FROM tags t WHERE t.number = m.number AND t.compartment = @compartment
    AND t.tag IN (SELECT value FROM json_each(@tags))) >= @tagsNeeded)
  AND (@phrase IS NULL OR instr(m.content, @phrase) > 0)`;

export type SearchArgument = {
  readonly compartment: string;
  readonly text: TextQuery;
  readonly filter: MemoryFilter;
  readonly limit: number;
  readonly now: number;
};
export type ListArgument = Omit<SearchArgument, 'text'> & { readonly offset: number };

/** How many ranked places are looked at per wanted result. */
const CANDIDATES = 10;

const read = (row: unknown) => fromRow<Memory>(row, JSON_MEMBERS);

export function memoryReads(db: Sqlite) {
  const find = db.prepare(`SELECT ${COLUMNS} FROM memories m WHERE m.id = @id AND ${LIVE}`);
  const list = db.prepare(
    `SELECT ${COLUMNS} FROM memories m WHERE ${LIVE} AND ${FILTERED} ORDER BY m.created_at DESC, m.number DESC LIMIT @limit OFFSET @offset`,
  );
  const ranked = {
    words: rankedBy(db, 'words'),
    parts: rankedBy(db, 'parts'),
    grams: rankedBy(db, 'grams'),
  };
  const counts = db.prepare(`SELECT COUNT(*) AS memories, MIN(m.created_at) AS oldestAt, MAX(m.created_at) AS newestAt FROM memories m WHERE ${LIVE}`);
  const kinds = db.prepare(`SELECT m.kind AS kind, COUNT(*) AS count FROM memories m WHERE ${LIVE} GROUP BY m.kind`);
  const forgotten = db.prepare('SELECT COUNT(*) AS count FROM memories WHERE compartment = ? AND forgotten_at IS NOT NULL');
  const tagCount = db.prepare('SELECT COUNT(DISTINCT tag) AS count FROM tags WHERE compartment = ?');
  const tags = db.prepare('SELECT tag, COUNT(*) AS count FROM tags WHERE compartment = ? GROUP BY tag ORDER BY count DESC, tag LIMIT ?');
  const settings = db.prepare('SELECT value FROM settings WHERE compartment = ?');
  const total = db.prepare('SELECT COUNT(*) AS count FROM memories WHERE forgotten_at IS NULL');
  const count = (row: unknown) => (row as { count: number }).count;

  return {
    find: (use: { compartment: string; id: string; now: number }): Memory | null => {
      const row = find.get(use);
      return row === undefined ? null : read(row);
    },
    list: ({ compartment, filter, limit, offset, now }: ListArgument) => list.all({ ...filters(filter, null), compartment, limit, offset, now }).map(read),
    search: ({ compartment, text, filter, limit, now }: SearchArgument): Ranked => {
      const run = (name: keyof Ranked): Memory[] => {
        const match = text[name];
        if (match === null) return [];
        const use = { ...filters(filter, text.phrase), compartment, limit, now, match };
        const best = ranked[name].all({ ...use, candidates: limit * CANDIDATES + 100 });
        // Filters come after the ranking: when they leave too little of the best, all matches have to be looked at.
        return (best.length >= limit ? best : ranked[name].all({ ...use, candidates: -1 })).map(read);
      };
      return { words: run('words'), parts: run('parts'), grams: run('grams') };
    },
    stats: ({ compartment, now }: { compartment: string; now: number }): MemoryStats => {
      const { memories, oldestAt, newestAt } = counts.get({ compartment, now }) as Pick<MemoryStats, 'memories' | 'oldestAt' | 'newestAt'>;
      const rows = kinds.all({ compartment, now }) as { kind: string; count: number }[];
      return {
        memories,
        oldestAt,
        newestAt,
        forgotten: count(forgotten.get(compartment)),
        tags: count(tagCount.get(compartment)),
        kinds: Object.fromEntries(rows.map((row) => [row.kind, row.count])),
      };
    },
    tags: ({ compartment, limit }: { compartment: string; limit: number }) => tags.all(compartment, limit) as { tag: string; count: number }[],
    settings: (compartment: string): string | null => (settings.get(compartment) as { value: string } | undefined)?.value ?? null,
    total: () => count(total.get()),
  };
}

/** Ranking in a subquery and joining after it is faster than `bm25()` inside the join. */
function rankedBy(db: Sqlite, index: keyof Ranked) {
  return db.prepare(
    `SELECT ${COLUMNS} FROM (SELECT rowid AS number, rank FROM ${index} WHERE ${index} MATCH @match ORDER BY rank LIMIT @candidates) f
     JOIN memories m ON m.number = f.number WHERE ${LIVE} AND ${FILTERED} ORDER BY f.rank LIMIT @limit`,
  );
}

function filters({ tags, match = 'any', kind, client, after, before }: MemoryFilter, phrase: string | null) {
  const wanted = tags === undefined || tags.length === 0 ? null : [...new Set(tags)];
  return {
    kind: kind ?? null,
    client: client ?? null,
    after: after ?? null,
    before: before ?? null,
    phrase,
    tags: wanted === null ? null : JSON.stringify(wanted),
    tagsNeeded: wanted !== null && match === 'all' ? wanted.length : 1,
  };
}
