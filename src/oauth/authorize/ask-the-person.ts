import type { ConsentDesk, DeskRefusal } from '../../consent/desk.ts';
import { OAuthError } from '../errors.ts';
import { type Draft, established } from './draft.ts';

const REFUSALS: Readonly<Record<DeskRefusal, string>> = {
  busy: 'too many requests wait for the person',
  cooling_down: 'the person was asked about this often enough for now',
  blocked: 'the person blocked what asks',
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
    });
    if ('handle' in joined) return joined.handle;
    const code = joined.refused === 'blocked' ? 'access_denied' : 'temporarily_unavailable';
    throw new OAuthError(code, REFUSALS[joined.refused], { reason: joined.refused });
  };
}
