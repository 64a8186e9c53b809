/** One document of one client, fetched within the budget, read, and kept if it is good. */
import type { ActivityLog } from '../../activity/record.ts';
import { clientIdHost } from '../../shared/destination.ts';
import type { Clock } from '../../shared/edge.ts';
import type { FetchClientDocument } from '../../shared/fetch-client-document.ts';
import { createSingleFlight } from '../../shared/single-flight.ts';
import type { RedirectPolicy } from '../redirect-uri.ts';
import { createDocumentCache, lifetimeOf, type PublishedDocument } from './document-cache.ts';
import { ClientDocumentError } from './document-error.ts';
import { createFetchBudget, type FetchLimits } from './fetch-budget.ts';
import { readDocument } from './read-document.ts';

export type FetchDeps = {
  readonly fetchDocument: FetchClientDocument;
  readonly clock: Clock;
  readonly redirects: RedirectPolicy;
  /** null fetches without end: a test profile. */
  readonly limits: FetchLimits | null;
  readonly activity: ActivityLog;
};

export type FetchedDocuments = ReturnType<typeof createFetchedDocuments>;

export function createFetchedDocuments({ fetchDocument, clock, redirects, limits, activity }: FetchDeps) {
  const cache = createDocumentCache(clock);
  const mayFetch = createFetchBudget(limits, clock);
  const once = createSingleFlight<PublishedDocument>();

  async function fetch(id: string): Promise<PublishedDocument> {
    const host = clientIdHost(id) ?? '';
    if (!mayFetch(host)) throw new ClientDocumentError(id, 'busy', 'too many metadata documents were asked for');
    const fetched = await fetchDocument(id);
    activity.record({ kind: 'document.fetched', clientId: id, host, refused: 'refused' in fetched ? fetched.refused : null });
    if ('refused' in fetched) throw new ClientDocumentError(id, fetched.refused);
    // Only whether it is good.
    readDocument(id, fetched.members, redirects);
    const document = { members: fetched.members, at: clock.now() };
    cache.put(id, document, lifetimeOf(fetched.cacheControl));
    return document;
  }

  return {
    fresh: cache.fresh,
    latest: cache.latest,
    /** @throws ClientDocumentError */
    fetch: (id: string): Promise<PublishedDocument> => once(id, () => fetch(id)),
  };
}
