import type { ConsentDesk, DeskRefusal } from '../../consent/desk.ts';
import { OAuthError, type OAuthErrorCode } from '../errors.ts';
import { type Draft, established } from './draft.ts';

/** A blocked client is told no more than a denied one: the person has already answered. */
const REFUSALS: Readonly<Record<DeskRefusal, readonly [OAuthErrorCode, string]>> = {
  busy: ['temporarily_unavailable', 'too many requests wait for the person'],
  cooling_down: ['temporarily_unavailable', 'the person was asked about this often enough for now'],
  blocked: ['access_denied', 'the person blocked what asks'],
  other_user: ['access_denied', 'a program of another user asks or would receive the answer'],
  client_blocked: ['access_denied', 'the person blocked this client'],
  client_paused: ['temporarily_unavailable', 'the person paused this client'],
  locked: ['temporarily_unavailable', 'Gatehouse is locked'],
};

/** The last step: everything has been checked, only a person can say yes. Resolves with the waiting page's handle. */
export function askThePerson(desk: ConsentDesk) {
  return async function askThePerson(draft: Draft): Promise<string> {
    const joined = await desk.join({
      client: established(draft.client, 'client'),
      redirectUri: established(draft.redirectUri, 'redirect_uri'),
      codeChallenge: established(draft.codeChallenge, 'code_challenge'),
      resource: established(draft.resource, 'resource'),
      scopes: established(draft.scopes, 'scope'),
      state: draft.state,
      issuer: draft.spelling.issuer,
      openedBy: draft.openedBy,
      website: draft.website,
      opener: draft.opener,
    });
    if ('handle' in joined) return joined.handle;
    throw refusalOf(joined.refused);
  };
}

export function refusalOf(refused: DeskRefusal): OAuthError {
  const [code, description] = REFUSALS[refused];
  return new OAuthError(code, description, { reason: refused });
}
