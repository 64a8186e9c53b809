import type { Facets } from '../../../memory-keeping.ts';
import type { InSteps } from '../../in-steps.ts';
import type { Sqlite } from '../../open-database.ts';
import { createVisible } from '../visible.ts';
import { countInSteps } from './count-in-steps.ts';
import { eachValue } from './each-value.ts';
import { createMostUsed } from './most-used.ts';

type Use = { readonly compartment: string | undefined; readonly limit: number };

const WROTE = "provenance ->> 'clientId'";

/** What the person's list can be filtered by. Each is read from an index alone and in steps: a look at every memory would hold up whoever searches. */
export function facetReads(db: Sqlite) {
  const { everywhere } = createVisible(db);
  const tags = countInSteps(db, { table: 'tags', where: 'TRUE', value: 'tag', order: 'number' });
  // Named, because SQLite takes another that lacks the kind and looks at every memory for it.
  const kinds = countInSteps(db, { table: 'memories INDEXED BY memories_counted', where: 'forgotten_at IS NULL', value: 'kind', order: 'created_at' });
  const clients = everywhere(
    `${eachValue({ from: 'memories', where: 'TRUE', value: WROTE })}
     SELECT value AS id, (SELECT provenance ->> 'clientName' FROM memories WHERE ${WROTE} = each.value LIMIT 1) AS name
     FROM each WHERE value IS NOT NULL LIMIT @limit + 0`,
  );

  function* mostUsed(count: typeof tags, { compartment, limit }: Use): InSteps<ReturnType<typeof createMostUsed>['best']> {
    const { best, offer } = createMostUsed(limit);
    yield* count(compartment ?? null, offer);
    return best;
  }

  return {
    *'keeping.facets'(use: Use): InSteps<Facets> {
      return {
        tags: (yield* mostUsed(tags, use)).map(({ value: tag, count }) => ({ tag, count })),
        kinds: (yield* mostUsed(kinds, use)).map(({ value: kind, count }) => ({ kind, count })),
        clients: clients.all({ limit: use.limit }) as { id: string; name: string | null }[],
      };
    },
  };
}
