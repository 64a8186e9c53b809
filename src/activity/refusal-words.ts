/** Why something was refused, for the person; the rest of a sentence that says how much. */
import type { RefusalReason } from './events.ts';

export const REFUSAL_WORDS: Readonly<Record<RefusalReason, string>> = {
  no_token: 'not logged in',
  malformed: 'the key was not one of ours',
  sig_bad: 'the key was not signed by Gatehouse',
  kid_unknown: 'the key was signed with a key that is not in use',
  typ_wrong: 'the key was of another kind',
  aud_mismatch: 'the key was for another place',
  iss_mismatch: 'the key was from another place',
  expired: 'the key had run out',
  from_future: 'the key was made later than now, so a clock was wrong',
  pkce_missing: 'the login came without its proof (PKCE)',
  redirect_mismatch: 'the answer was to go to another address than the registered one',
  revoked: 'the key was taken back',
  grant_ended: 'the connection had ended',
  client_unknown: 'the program has not registered',
  client_pending: 'the program was not allowed yet',
  client_paused: 'the program is paused',
  client_blocked: 'the program is blocked',
  locked: 'everything is paused',
  needs_person: 'only a person can answer that',
  scope_missing: 'not permitted',
  client_document: 'the document of the program could not be used',
  client_auth_failed: 'the program could not prove which one it is',
  client_mismatch: 'the key was another program’s',
  grant_invalid: 'the login was not valid any more',
  verifier_wrong: 'the login was begun by somebody else',
  request_invalid: 'the request was not complete',
  busy: 'too many were waiting',
  cooling_down: 'asked too often',
  blocked: 'blocked from asking',
  other_user: 'another user of this computer',
  rate_limited: 'too many at once',
  host_refused: 'sent to another name than Gatehouse’s',
  origin_refused: 'a website asked',
};

/** What keeps a request from ever coming to the person. */
export const NEVER_ASKED: readonly RefusalReason[] = ['busy', 'cooling_down', 'blocked', 'other_user'];
