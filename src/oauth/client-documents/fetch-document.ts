/** The port to whoever may leave this computer for a metadata document. */

export type FetchedDocument = {
  /** Parsed JSON, not yet looked at. */
  readonly document: unknown;
  /** Seconds, from `Cache-Control`; null when the answer does not say. */
  readonly maxAge: number | null;
};

/**
 * One GET without cookies, redirects or credentials, of at most 5 KB within 2.5 s, never to an address that is not public.
 * @throws DocumentUnavailable
 */
export type FetchDocument = (url: string) => Promise<FetchedDocument>;

/** `message` says why, for our log. */
export class DocumentUnavailable extends Error {
  override readonly name = 'DocumentUnavailable';
}
