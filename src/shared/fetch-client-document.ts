/** The one request that leaves this computer, as a port: the core decides whether, the edge knows how. */

/** Why a document could not be had from where its client id points. */
export type FetchRefusal =
  /** No such name, no connection, or no certificate that proves the host. */
  | 'unreachable'
  /** The name leads to an address inside this computer or its network. */
  | 'private_address'
  | 'redirected'
  /** Another status than 200, another type than JSON, encoded, not UTF-8, or not an object. */
  | 'not_a_document'
  | 'too_large'
  | 'too_slow';

export type FetchedDocument =
  | { readonly members: Readonly<Record<string, unknown>> /** Raw `Cache-Control`. */; readonly cacheControl: string | null }
  | { readonly refused: FetchRefusal };

/** @param url checked by `isClientIdUrl` */
export type FetchClientDocument = (url: string) => Promise<FetchedDocument>;
