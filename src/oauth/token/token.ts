/** The token endpoint (OAuth 2.1 §3.2), in protocol order. */
import type { Client } from '../../store/auth-store.ts';
import type { FindClient } from '../authorize/find-client.ts';
import { OAuthError } from '../errors.ts';
import { type Parameters, readParameters, refuseRepeats, single } from '../parameters.ts';
import type { Spelling } from '../spellings.ts';
import { authenticateClient } from './authenticate-client.ts';
import { authorizationCodeGrant, type GrantDeps } from './authorization-code-grant.ts';
import { checkClientMayRedeem } from './check-client-may-redeem.ts';
import type { TokenResponse } from './issue.ts';
import { refreshTokenGrant } from './refresh-token-grant.ts';

const KNOWN = ['grant_type', 'client_id', 'client_secret', 'code', 'code_verifier', 'redirect_uri', 'refresh_token', 'scope'];

type Grant = (parameters: Parameters, client: Client, spelling: Spelling) => Promise<TokenResponse>;

export type Token = (form: string, authorization: string | undefined, spelling: Spelling) => Promise<TokenResponse>;

/** @returns a function from a raw form body to the token response; throws OAuthError for the caller's faults */
export function createToken(deps: GrantDeps & { readonly find: FindClient }): Token {
  const grants: ReadonlyMap<string, Grant> = new Map([
    ['authorization_code', authorizationCodeGrant(deps)],
    ['refresh_token', refreshTokenGrant(deps)],
  ]);
  return async (form, authorization, spelling) => {
    const parameters = readParameters(form);
    refuseRepeats(parameters, KNOWN);
    const client = await authenticateClient(deps.find, parameters, authorization);
    const type = single(parameters, 'grant_type');
    if (type === undefined) throw new OAuthError('invalid_request', 'grant_type is missing');
    const grant = grants.get(type);
    if (grant === undefined) throw new OAuthError('unsupported_grant_type', 'grant_type must be authorization_code or refresh_token');
    checkClientMayRedeem(client, deps.state);
    const response = await grant(parameters, client, spelling);
    // A mark for the person's list: the client must not wait for it, and losing it takes nothing from the answer.
    deps.store.clients.touch(client.id, deps.clock.now()).catch(() => undefined);
    return response;
  };
}
