import type { OpenedBy } from '../../consent/desk.ts';
import type { Client } from '../../store/auth-store.ts';
import { OAuthError } from '../errors.ts';
import { single } from '../parameters.ts';
import type { Draft } from './draft.ts';

/** Looks a client up by its id, whatever kind of client it is. */
export type FindClient = (id: string) => Promise<Client | null>;
/** The same at the authorization endpoint, where a client may be met for the first time. */
export type FindForRequest = (id: string, openedBy: OpenedBy) => Promise<Client | null>;

const LONGEST_ID = 512;

/** OAuth 2.1 §4.1.2.1: without a known client there is no place that may be redirected to. */
export function findClient(find: FindForRequest) {
  return async function findClient(draft: Draft): Promise<void> {
    const id = singleOrPage(draft);
    const client = id.length > LONGEST_ID ? null : await find(id, draft.openedBy);
    if (client === null) throw new UnknownClient(id);
    draft.client = client;
  };
}

/** Its page names the remedy per program: a forgotten registration is the failure that strands most users. */
export class UnknownClient extends OAuthError {
  readonly clientId: string;
  constructor(clientId: string) {
    super('invalid_client', 'the client is not known here', { mayRedirect: false, detail: `the client id ${clientId} is not known` });
    this.clientId = clientId;
  }
}

function singleOrPage(draft: Draft): string {
  const values = draft.parameters.get('client_id') ?? [];
  if (values.length > 1) throw new OAuthError('invalid_request', 'client_id must not be repeated', { mayRedirect: false });
  const id = single(draft.parameters, 'client_id');
  if (id === undefined) throw new OAuthError('invalid_request', 'client_id is missing', { mayRedirect: false });
  return id;
}
