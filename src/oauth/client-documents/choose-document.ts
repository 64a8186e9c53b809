/** Which document speaks for a client now: the one that ships with the app, one that is kept, or a fresh one. */
import type { OpenedBy } from '../../consent/desk.ts';
import { clientIdHost } from '../../shared/destination.ts';
import type { Clock } from '../../shared/edge.ts';
import type { LiveSettings } from '../../shared/live-settings.ts';
import type { Client } from '../../store/auth-store.ts';
import { isAcceptableRedirect, type RedirectPolicy } from '../redirect-uri.ts';
import type { ClientMetadata } from '../register/client-metadata.ts';
import { bundledDocument } from './bundled.ts';
import type { PublishedDocument } from './document-cache.ts';
import { ClientDocumentError, type DocumentProblem } from './document-error.ts';
import type { FetchedDocuments } from './fetch-documents.ts';
import { readDocument } from './read-document.ts';
import { createDailyRefresh } from './refresh-daily.ts';

export type ClientDocument = {
  readonly metadata: ClientMetadata;
  /** When it was read, in milliseconds since the epoch. */
  readonly at: number;
};

type Deps = {
  readonly documents: FetchedDocuments;
  readonly clock: Clock;
  readonly redirects: RedirectPolicy;
  readonly settings: () => Pick<LiveSettings, 'documentFetches' | 'documentHosts'>;
  readonly onFault: (error: unknown) => void;
};

/** @param stored the client as its last document described it, or null on its first visit */
export type ChooseDocument = (id: string, stored: Client | null, openedBy: OpenedBy) => Promise<ClientDocument>;

/** @throws ClientDocumentError when there is none */
export function createChooseDocument({ documents, clock, redirects, settings, onFault }: Deps): ChooseDocument {
  const refresh = createDailyRefresh({ documents, clock, onFault });

  return async (id, stored, openedBy) => {
    const obstacle = obstacleToFetching(id, openedBy);
    const shipped = bundledDocument(id);
    if (shipped === null) return read(id, documents.fresh(id) ?? (await fetch(id, obstacle)));
    const known = newest([read(id, shipped), read(id, documents.latest(id) ?? shipped), described(stored)]);
    if (obstacle === null) refresh(id, known.at);
    return known;
  };

  async function fetch(id: string, obstacle: DocumentProblem | null): Promise<PublishedDocument> {
    if (obstacle !== null) throw new ClientDocumentError(id, obstacle);
    return documents.fetch(id);
  }

  /** A website must not be able to make this computer send anything (ruling 6). */
  function obstacleToFetching(id: string, openedBy: OpenedBy): DocumentProblem | null {
    const { documentFetches, documentHosts } = settings();
    if (!documentFetches) return 'fetching_off';
    if (documentHosts.length > 0 && !documentHosts.includes(clientIdHost(id) ?? '')) return 'host_not_listed';
    return openedBy === 'website' ? 'opened_by_website' : null;
  }

  /** Under what the person allows now, which may be something else than when it was fetched. */
  function read(id: string, { members, at }: PublishedDocument): ClientDocument {
    return { metadata: readDocument(id, members, redirects), at };
  }

  /** After a restart the record is all that is left of a document that was refreshed. */
  function described(stored: Client | null): ClientDocument | null {
    if (stored === null || stored.documentAt === null) return null;
    const { name, grantTypes, tokenEndpointAuthMethod, registeredScopes, metadata } = stored;
    const redirectUris = stored.redirectUris.filter((uri) => isAcceptableRedirect(uri, redirects));
    if (redirectUris.length === 0) return null;
    return { metadata: { name, redirectUris, grantTypes, tokenEndpointAuthMethod, registeredScopes, metadata }, at: stored.documentAt };
  }
}

/** @param documents of equal age the first */
function newest([first, ...others]: readonly [ClientDocument, ...(ClientDocument | null)[]]): ClientDocument {
  return others.reduce<ClientDocument>((best, document) => (document !== null && document.at > best.at ? document : best), first);
}
