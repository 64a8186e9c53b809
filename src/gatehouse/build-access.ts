/** What every request is checked against: the keys, what is allowed right now, and who can end it. */
import type { KnownClients } from '../consent/known-clients.ts';
import type { RunningCalls } from '../mcp/running-calls.ts';
import { createAccessCheck } from '../oauth/access/authenticate.ts';
import { createGrantControl } from '../oauth/access/grant-control.ts';
import { createMarkUsed } from '../oauth/access/last-used.ts';
import { loadLiveState } from '../oauth/access/live-state.ts';
import { createSpellings } from '../oauth/spellings.ts';
import { createAccessTokens } from '../oauth/tokens/access-token.ts';
import { loadSigningKeys } from '../oauth/tokens/signing-keys.ts';
import type { AuthStore, Grant } from '../store/auth-store.ts';
import type { GatehouseDeps } from './deps.ts';
import type { Records } from './keep-records.ts';

export type BuiltAccess = Awaited<ReturnType<typeof buildAccess>>;

type Parts = {
  readonly deps: Pick<GatehouseDeps, 'configuration' | 'listening' | 'clock' | 'random' | 'vault'>;
  readonly store: AuthStore;
  readonly known: KnownClients;
  readonly records: Pick<Records, 'activity' | 'onFault'>;
  readonly running: RunningCalls;
};

/** @throws VaultUnavailable */
export async function buildAccess({ deps, store, known, records: { activity, onFault }, running }: Parts) {
  const { configuration, listening, clock, random, vault } = deps;
  const keys = await loadSigningKeys({
    vault,
    facts: store.facts,
    clock,
    random,
    algorithm: configuration.signingAlgorithm,
    onRotated: (kid) => activity.record({ kind: 'key.rotated', kid }),
  });
  const state = await loadLiveState(store, clock.now());
  for (const client of await store.clients.list()) known.remember(client);
  for (const { clientId } of state.all()) known.connected(clientId);

  const spellings = createSpellings({ ...listening, externalIssuer: configuration.externalIssuer });
  const tokens = createAccessTokens({ keys, spellings, clock });
  const check = createAccessCheck({
    tokens,
    state,
    clock,
    nameOf: known.nameOf,
    programOf: known.programOf,
    findApiKey: (hash) => store.apiKeys.find(hash),
    onUsed: createMarkUsed({ grants: store.grants, clock, onFault: (error) => void onFault(error, 'last used') }),
  });
  const control = createGrantControl({ store, state, clock, activity, onEnded: (ids) => running.end(ids) });
  const isLive = ({ id }: Grant): boolean => state.grant(id, clock.now()) !== null;
  const liveGrants = (): readonly Grant[] => state.all().filter(isLive);
  return { keys, state, spellings, tokens, check, control, isLive, liveGrants };
}
