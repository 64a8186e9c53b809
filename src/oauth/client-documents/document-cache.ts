/** Documents that were fetched: one request in flight per id, few per host, kept as long as the host says within bounds. */
import { documentHost } from '../../shared/destination.ts';
import type { Clock } from '../../shared/edge.ts';
import type { ClientMetadata } from '../register/client-metadata.ts';
import { DocumentUnavailable, type FetchDocument } from './fetch-document.ts';

type Deps = {
  readonly fetch: FetchDocument;
  readonly clock: Clock;
  /** @throws OAuthError for a document that cannot be used */
  readonly read: (document: unknown, url: string) => ClientMetadata;
};

type Cached = { readonly metadata: ClientMetadata; readonly until: number };

const MOST = 100;
const SHORTEST = 5 * 60_000;
const LONGEST = 24 * 3_600_000;
const USUAL = 3_600_000;
const MINUTE = 60_000;
/** Per minute: a stranger chooses the addresses. */
const MOST_FETCHES = 10;
const MOST_PER_HOST = 2;

export type DocumentCache = ReturnType<typeof createDocumentCache>;

export function createDocumentCache({ fetch, clock, read }: Deps) {
  // A Map keeps the order of insertion, so its first entry is the one that was used longest ago.
  const cached = new Map<string, Cached>();
  const inFlight = new Map<string, Promise<ClientMetadata>>();
  let fetches: { readonly at: number; readonly host: string }[] = [];

  function cachedFor(url: string): ClientMetadata | null {
    const known = cached.get(url);
    if (known === undefined || known.until <= clock.now()) return null;
    cached.delete(url);
    cached.set(url, known);
    return known.metadata;
  }

  function countFetch(url: string): void {
    const host = documentHost(url) ?? '';
    fetches = fetches.filter(({ at }) => clock.now() - at < MINUTE);
    if (fetches.length >= MOST_FETCHES || fetches.filter((other) => other.host === host).length >= MOST_PER_HOST) {
      throw new DocumentUnavailable('too many documents were asked for in the last minute');
    }
    fetches.push({ at: clock.now(), host });
  }

  async function load(url: string): Promise<ClientMetadata> {
    countFetch(url);
    const { document, maxAge } = await fetch(url);
    const metadata = read(document, url);
    const lifetime = Math.min(Math.max(maxAge === null ? USUAL : maxAge * 1000, SHORTEST), LONGEST);
    cached.set(url, { metadata, until: clock.now() + lifetime });
    if (cached.size > MOST) cached.delete(cached.keys().next().value ?? '');
    return metadata;
  }

  return {
    cached: cachedFor,
    /** Errors are never kept: the next request may find the host again. */
    async get(url: string): Promise<ClientMetadata> {
      const known = cachedFor(url);
      if (known !== null) return known;
      const running = inFlight.get(url);
      if (running !== undefined) return running;
      const mine = load(url).finally(() => inFlight.delete(url));
      inFlight.set(url, mine);
      return mine;
    },
  };
}
