/** Which document speaks for a client now: the one that ships with the app, one that is kept, or a fresh one. */
import type { OpenedBy } from '../../consent/desk.ts';
import { clientIdHost } from '../../shared/destination.ts';
import type { Clock } from '../../shared/edge.ts';
import type { LiveSettings } from '../../shared/live-settings.ts';
import type { Client } from '../../store/auth-store.ts';
import type { RedirectPolicy } from '../redirect-uri.ts';
import { bundledDocument } from './bundled.ts';
import type { ClientDocument } from './document-cache.ts';
import { ClientDocumentError, type DocumentProblem } from './document-error.ts';
import type { FetchedDocuments } from './fetch-documents.ts';
import { readDocument } from './read-document.ts';
import { createDailyRefresh } from './refresh-daily.ts';

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
    const known = newest([documents.latest(id), described(stored)], shipped(id));
    if (known === null) return documents.fresh(id) ?? fetch(id, obstacle);
    if (obstacle === null) refresh(id, known.at);
    return known;
  };

  async function fetch(id: string, obstacle: DocumentProblem | null): Promise<ClientDocument> {
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

  function shipped(id: string): ClientDocument | null {
    const bundled = bundledDocument(id);
    return bundled === null ? null : { metadata: readDocument(id, bundled.members, redirects), at: bundled.at };
  }
}

/** After a restart the record is all that is left of a document that was refreshed. */
function described(stored: Client | null): ClientDocument | null {
  return stored === null || stored.documentAt === null ? null : { metadata: stored, at: stored.documentAt };
}

/** @returns null for a client whose document does not ship with the app: then only a fresh one counts */
function newest(others: readonly (ClientDocument | null)[], shipped: ClientDocument | null): ClientDocument | null {
  if (shipped === null) return null;
  return others.reduce<ClientDocument>((best, document) => (document !== null && document.at > best.at ? document : best), shipped);
}
