/** From a client's request to its tokens, and to what is asked and done about them. */
import type { KnownClients } from '../consent/known-clients.ts';
import { createApiKeys } from '../oauth/access/api-keys.ts';
import { createAuthorize } from '../oauth/authorize/authorize.ts';
import { createDeliver } from '../oauth/authorize/deliver.ts';
import type { FindClient } from '../oauth/authorize/find-client.ts';
import { createWhoAsks } from '../oauth/authorize/who-asks.ts';
import { createIntrospect } from '../oauth/introspect.ts';
import { createRevoke } from '../oauth/revoke.ts';
import { createIssuer } from '../oauth/token/issue.ts';
import { createToken } from '../oauth/token/token.ts';
import { createForNoGrant } from '../oauth/tokens/for-no-grant.ts';
import { createRateLimit } from '../shared/rate-limit.ts';
import type { AuthStore } from '../store/auth-store.ts';
import type { BuiltAccess } from './build-access.ts';
import type { BuiltClients } from './build-clients.ts';
import type { BuiltConsent } from './build-consent.ts';
import type { GatehouseDeps } from './deps.ts';
import type { Records } from './keep-records.ts';

export type AuthorizationServer = ReturnType<typeof buildAuthorizationServer>;

type Parts = {
  readonly deps: Pick<GatehouseDeps, 'configuration' | 'settings' | 'clock' | 'monotonic' | 'random'>;
  readonly store: AuthStore;
  readonly known: KnownClients;
  readonly records: Pick<Records, 'activity'>;
  readonly access: Pick<BuiltAccess, 'state' | 'spellings' | 'tokens' | 'check'>;
  readonly consent: Pick<BuiltConsent, 'desk' | 'beginGrant'>;
  readonly clients: Pick<BuiltClients, 'redirects' | 'findForRequest'>;
};

export function buildAuthorizationServer({ deps, store, known, records: { activity }, access, consent, clients }: Parts) {
  const { configuration, settings, clock, monotonic, random } = deps;
  const { state, spellings, tokens, check } = access;
  const find: FindClient = (id) => store.clients.find(id);
  const issue = createIssuer({
    tokens,
    clock,
    random,
    accessTokenLifetime: () => settings().accessTokenLifetime,
    rate: createRateLimit({ monotonic, perMinute: configuration.traffic.tokensPerMinute }),
  });
  return {
    authorize: createAuthorize({
      find: clients.findForRequest,
      redirects: clients.redirects,
      codes: store.codes,
      desk: consent.desk,
      spellings,
      onRefusal: (reason, name) => activity.countRefusal(reason, name),
    }),
    whoAsks: createWhoAsks(store.clients),
    deliver: createDeliver({ store, clock, random, codeLifetime: () => settings().codeLifetime }),
    issue,
    token: createToken({ find, store, state, issue, spellings, clock, random, activity }),
    introspect: createIntrospect({ find, store, state, access: check, clock }),
    revoke: createRevoke({ find, store, state, tokens, clock, activity }),
    createApiKey: createApiKeys({
      store,
      clock,
      random,
      activity,
      onCreated: (client, grant) => {
        known.remember(client);
        consent.beginGrant(grant);
      },
    }),
    signForNoGrant: createForNoGrant({ tokens, spelling: spellings.canonical, clock, random }),
  };
}
