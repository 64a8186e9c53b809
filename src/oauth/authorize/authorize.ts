/** The authorization endpoint (OAuth 2.1 §4.1.1), as the list of its steps in protocol order. */
import type { RefusalReason } from '../../activity/events.ts';
import type { ConsentDesk, Opening } from '../../consent/desk.ts';
import type { AuthStore } from '../../store/auth-store.ts';
import { OAuthError } from '../errors.ts';
import { readParameters } from '../parameters.ts';
import type { RedirectPolicy } from '../redirect-uri.ts';
import type { Spelling, Spellings } from '../spellings.ts';
import { askThePerson } from './ask-the-person.ts';
import { checkChallengeUnspent } from './check-challenge-unspent.ts';
import { checkPkce } from './check-pkce.ts';
import { checkPrompt } from './check-prompt.ts';
import { checkRedirectUri } from './check-redirect-uri.ts';
import { checkResource } from './check-resource.ts';
import { checkResponseType } from './check-response-type.ts';
import { checkScope } from './check-scope.ts';
import { type Draft, startDraft } from './draft.ts';
import { type FindForRequest, findClient } from './find-client.ts';
import { readState } from './read-state.ts';
import { type AuthorizationOutcome, refuse } from './refuse.ts';
import { refuseRepeatedParameters } from './refuse-repeated-parameters.ts';
import { refuseRequestObjects } from './refuse-request-objects.ts';

type Deps = {
  readonly find: FindForRequest;
  readonly codes: Pick<AuthStore['codes'], 'isChallengeSpent'>;
  readonly desk: ConsentDesk;
  readonly spellings: Spellings;
  readonly redirects: RedirectPolicy;
  /** @param name what the client calls itself, where it is known */
  readonly onRefusal: (reason: RefusalReason, name: string | null) => void;
};

type Step = (draft: Draft) => void | Promise<void>;

export type Authorize = (query: string, spelling: Spelling, opening: Opening) => Promise<AuthorizationOutcome>;

/**
 * @returns a function from the raw query to where the browser goes: the waiting page, the client with an error, or our
 * own problem page. Faults of ours are thrown.
 */
export function createAuthorize(deps: Deps): Authorize {
  const steps: readonly Step[] = [
    findClient(deps.find),
    checkRedirectUri(deps),
    readState,
    refuseRepeatedParameters,
    refuseRequestObjects,
    checkResponseType,
    checkPkce,
    checkChallengeUnspent(deps.codes),
    checkScope,
    checkResource(deps.spellings),
    checkPrompt,
  ];
  const ask = askThePerson(deps.desk);

  return async (query, spelling, opening) => {
    let draft = startDraft(new Map(), spelling, opening);
    try {
      draft = startDraft(readParameters(query), spelling, opening);
      for (const step of steps) await step(draft);
      const handle = await ask(draft);
      return { kind: 'redirect', error: null, location: `${spelling.origin}/oauth/authorize/${handle}` };
    } catch (error) {
      if (!(error instanceof OAuthError)) throw error;
      deps.onRefusal(error.reason, draft.client?.name ?? null);
      return refuse(draft, error);
    }
  };
}
