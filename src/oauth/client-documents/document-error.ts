import { clientIdHost } from '../../shared/destination.ts';
import type { FetchRefusal } from '../../shared/fetch-client-document.ts';
import { OAuthError } from '../errors.ts';

/** Why a client that names itself by a URL cannot go on. */
export type DocumentProblem =
  | FetchRefusal
  /** The id is no URL that could name a client. */
  | 'bad_address'
  /** The document is there, but says what a client here may not say. */
  | 'unusable'
  /** The person turned fetching off. */
  | 'fetching_off'
  /** The person listed hosts, and this is none of them. */
  | 'host_not_listed'
  /** A website sent the browser here, and nothing is fetched on a website's word. */
  | 'opened_by_website'
  /** Too many documents were asked for just now. */
  | 'busy';

/** Never travels in a redirect: without the document no address is known to be the client's (OAuth 2.1 §4.1.2.1). */
export class ClientDocumentError extends OAuthError {
  readonly problem: DocumentProblem;
  /** null when the id is not an address. */
  readonly host: string | null;

  /** @param detail public, what exactly is wrong with the document */
  constructor(clientId: string, problem: DocumentProblem, detail = 'the metadata document of the client could not be had') {
    super('invalid_client', detail, { mayRedirect: false, reason: problem === 'busy' ? 'rate_limited' : 'client_document' });
    this.problem = problem;
    this.host = clientIdHost(clientId);
  }
}
