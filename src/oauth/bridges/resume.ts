import type { ActivityLog } from '../../activity/record.ts';
import type { Clock } from '../../shared/edge.ts';
import type { AuthStore, Client } from '../../store/auth-store.ts';
import type { LiveState } from '../access/live-state.ts';
import type { Spelling } from '../spellings.ts';
import type { Issuer, TokenResponse } from '../token/issue.ts';

type Deps = {
  readonly store: AuthStore;
  readonly state: LiveState;
  readonly issue: Issuer;
  readonly clock: Clock;
  readonly activity: ActivityLog;
};

/** @returns a token of the connection that this client has; null when it has none, or its login was ended */
export type Resume = (client: Client, spelling: Spelling) => Promise<TokenResponse | null>;

/**
 * A bridge keeps nothing, so where others refresh it asks again; whether it is the same program was looked at before.
 * Nothing is added to the connection by that: it has the permissions and the end that were on screen (ruling 10).
 */
export function createResume({ store, state, issue, clock, activity }: Deps): Resume {
  return async ({ id }, { issuer, resource }) => {
    const grants = state.grantsOf([id]).sort((left, right) => right.allowedAt - left.allowedAt);
    for (const { id: grantId } of grants) {
      const session = (await store.sessions.list({ grantId })).find(({ endedAt }) => endedAt === null);
      const grant = state.grant(grantId, clock.now());
      if (session === undefined || grant === null || state.isSessionRefused(session.id)) continue;
      const access = issue({ issuer, resource, grant, sessionId: session.id, cap: null });
      const response = await access.respond(null);
      await store.refreshTokens.noteAccessToken(session.id, access.record);
      // It may have been taken away while this was being written.
      if (state.grant(grantId, clock.now()) === null || state.isSessionRefused(session.id)) continue;
      activity.record({ kind: 'session.renewed', clientId: id, grantId, sessionId: session.id });
      return response;
    }
    return null;
  };
}
