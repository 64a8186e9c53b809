import type { ActivityLog } from '../../activity/record.ts';
import type { Clock, Random } from '../../shared/edge.ts';
import { makeId } from '../../shared/make-id.ts';
import { hashSecret, makeSecret } from '../../shared/secrets.ts';
import type { AuthStore } from '../../store/auth-store.ts';
import type { LiveState } from '../access/live-state.ts';
import type { Spelling } from '../spellings.ts';
import type { Issuer } from '../token/issue.ts';
import type { Asked } from './ask.ts';

type Deps = {
  readonly store: AuthStore;
  readonly state: LiveState;
  readonly issue: Issuer;
  readonly clock: Clock;
  readonly random: Random;
  readonly activity: ActivityLog;
  /** Milliseconds. */
  readonly codeLifetime: () => number;
};

/**
 * Fetches the person's answer as a browser would and redeems its code at once, in the two statements that make both happen
 * once. There is no refresh token: a bridge keeps nothing, it is looked at again instead.
 */
export function createTakeAnswer({ store, state, issue, clock, random, activity, codeLifetime }: Deps) {
  return async (handleHash: string, { issuer, resource }: Spelling): Promise<Asked | null> => {
    const codeHash = hashSecret(makeSecret(random));
    const answer = await store.answers.deliver(handleHash, clock.now(), { hash: codeHash, expiresAt: clock.now() + codeLifetime() });
    if (answer === null) return null;
    const { clientId, outcome, grantId } = answer;
    if (outcome !== 'allowed') return { refused: outcome };
    const grant = grantId === null ? null : state.grant(grantId, clock.now());
    if (grant === null) return null;
    const sessionId = makeId(random, clock.now(), 'se_');
    const access = issue({ issuer, resource, grant, sessionId, cap: null });
    const response = await access.respond(null);
    const { outcome: redemption } = await store.codes.redeem({
      codeHash,
      now: clock.now(),
      sessionId,
      refreshTokenHash: null,
      accessToken: access.record,
    });
    if (redemption !== 'redeemed' || state.grant(grant.id, clock.now()) === null) return null;
    activity.record({ kind: 'session.started', clientId, grantId: grant.id, sessionId });
    return response;
  };
}
