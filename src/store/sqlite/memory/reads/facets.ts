import type { Facets } from '../../../memory-keeping.ts';
import type { Sqlite } from '../../open-database.ts';
import { createVisible } from '../visible.ts';

type Use = { readonly compartment: string | undefined; readonly limit: number };

const WITHIN = '(@compartment IS NULL OR compartment = @compartment)';
const WROTE = "provenance ->> 'clientId'";

/** What the person's list can be filtered by. Each is read from an index alone: a look at every memory would hold up whoever searches. */
export function facetReads(db: Sqlite) {
  const { everywhere } = createVisible(db);
  const tags = everywhere(`SELECT tag, COUNT(*) AS count FROM tags WHERE ${WITHIN} GROUP BY tag ORDER BY count DESC, tag LIMIT @limit + 0`);
  const kinds = everywhere(
    `SELECT kind, COUNT(*) AS count FROM memories WHERE forgotten_at IS NULL AND ${WITHIN} GROUP BY kind ORDER BY count DESC, kind LIMIT @limit + 0`,
  );
  // From one author to the next in the order of the index, so that it costs as much as there are authors.
  const clients = everywhere(
    `WITH RECURSIVE author (id) AS (
       SELECT MIN(${WROTE}) FROM memories UNION ALL
       SELECT (SELECT MIN(${WROTE}) FROM memories WHERE ${WROTE} > author.id) FROM author WHERE author.id IS NOT NULL)
     SELECT id, (SELECT provenance ->> 'clientName' FROM memories WHERE ${WROTE} = author.id LIMIT 1) AS name FROM author WHERE id IS NOT NULL LIMIT @limit + 0`,
  );
  return {
    'keeping.facets': ({ compartment, limit }: Use): Facets => {
      const use = { compartment: compartment ?? null, limit };
      return {
        tags: tags.all(use) as { tag: string; count: number }[],
        kinds: kinds.all(use) as { kind: string; count: number }[],
        clients: clients.all({ limit }) as { id: string; name: string | null }[],
      };
    },
  };
}
