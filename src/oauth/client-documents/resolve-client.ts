/** From a client id to the client: a registration, or a program that names itself by the address of its document (ruling 6). */
import type { OpenedBy } from '../../consent/desk.ts';
import type { Clock } from '../../shared/edge.ts';
import type { AuthStore, Client } from '../../store/auth-store.ts';
import { OAuthError } from '../errors.ts';
import type { RedirectPolicy } from '../redirect-uri.ts';
import type { ChangeClient } from '../register/change-client.ts';
import type { ClientMetadata } from '../register/client-metadata.ts';
import { rowKeyOf } from '../register/row-key.ts';
import { bundledDocument } from './bundled.ts';
import { isClientIdUrl, isUrlShaped } from './client-id-url.ts';
import type { DocumentCache } from './document-cache.ts';
import { DocumentUnavailable } from './fetch-document.ts';
import { readDocument } from './read-document.ts';

/** Looks a client up for an authorization request; only there may a document be fetched. */
export type ResolveClient = (id: string, openedBy: OpenedBy) => Promise<Client | null>;

type Deps = {
  readonly store: AuthStore;
  readonly clock: Clock;
  readonly redirects: RedirectPolicy;
  /** null when the person turned fetching off. */
  readonly documents: DocumentCache | null;
  readonly changeClient: ChangeClient;
  /** A client that is new here was stored. */
  readonly onFirstSeen: (client: Client) => Promise<void>;
};

const DAY = 24 * 3_600_000;

export function createResolveClient({ store, clock, redirects, documents, changeClient, onFirstSeen }: Deps): ResolveClient {
  const refreshed = new Map<string, number>();

  return async (id, openedBy) => {
    if (!isUrlShaped(id)) return store.clients.find(id);
    if (!isClientIdUrl(id)) throw new OAuthError('invalid_request', 'client_id is not the address of a metadata document', { mayRedirect: false });
    const known = await store.clients.find(id);
    const metadata = await current(id, known, openedBy);
    if (metadata === null) return known;
    return known === null ? firstSeen(id, metadata) : differs(known, metadata) ? changeClient(known, metadata) : known;
  };

  /** @returns what counts for this request, or null when what is stored still does */
  async function current(id: string, known: Client | null, openedBy: OpenedBy): Promise<ClientMetadata | null> {
    const cached = documents?.cached(id) ?? null;
    if (cached !== null) return cached;
    const bundled = bundledDocument(id);
    // A website chose the moment, and perhaps the address: it must not make this computer call anybody.
    const mayFetch = documents !== null && openedBy !== 'website';
    if (bundled !== null) {
      if (mayFetch) refreshLater(id);
      return known === null ? readDocument(bundled, id, redirects) : null;
    }
    if (!mayFetch) return known === null ? Promise.reject(unavailable()) : null;
    try {
      return await documents.get(id);
    } catch (cause) {
      // The host is gone for now: who was known stays known, as it was.
      if (cause instanceof DocumentUnavailable && known !== null) return null;
      if (cause instanceof DocumentUnavailable) throw unavailable(cause);
      throw cause;
    }
  }

  /** Once a day, beside the request: what it brings counts from the next one. */
  function refreshLater(id: string): void {
    if (clock.now() - (refreshed.get(id) ?? Number.NEGATIVE_INFINITY) < DAY) return;
    refreshed.set(id, clock.now());
    documents?.get(id).catch(() => undefined);
  }

  async function firstSeen(id: string, metadata: ClientMetadata): Promise<Client> {
    const client: Client = {
      ...metadata,
      id,
      state: 'pending',
      secretHash: null,
      registrationTokenHash: null,
      rowKey: rowKeyOf(metadata, null),
      program: null,
      registeredAt: clock.now(),
      approvedAt: null,
      lastUsedAt: null,
      label: null,
      changes: [],
    };
    try {
      await store.clients.register(client);
    } catch (error) {
      // Two first requests at once: the other one has stored it.
      const other = await store.clients.find(id);
      if (other === null) throw error;
      return other;
    }
    await onFirstSeen(client);
    return client;
  }
}

function differs(client: Client, metadata: ClientMetadata): boolean {
  return client.name !== metadata.name || JSON.stringify([...client.redirectUris].sort()) !== JSON.stringify([...metadata.redirectUris].sort());
}

/** Its page tells the person what to do: nothing is wrong with the program. */
export class DocumentMissing extends OAuthError {}

function unavailable(cause?: unknown): OAuthError {
  return new DocumentMissing('temporarily_unavailable', 'the metadata document of the client could not be had', { status: 503, mayRedirect: false, cause });
}
