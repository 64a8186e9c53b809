/** The consent room: the desk where requests wait for the person, and how much of their attention it may take. */
import { createAttention } from '../consent/attention/attention.ts';
import { endOfQuietHours } from '../consent/attention/quiet-hours.ts';
import { createDesk } from '../consent/create-desk.ts';
import type { DecidedBy } from '../consent/desk.ts';
import type { KnownClients } from '../consent/known-clients.ts';
import type { Lifetimes } from '../consent/lifetimes.ts';
import type { AuthStore } from '../store/auth-store.ts';
import { createBeginGrant } from './begin-grant.ts';
import type { BuiltAccess } from './build-access.ts';
import type { BuiltMemory } from './build-memory.ts';
import type { GatehouseDeps } from './deps.ts';
import type { Records } from './keep-records.ts';

export type BuiltConsent = Awaited<ReturnType<typeof buildConsent>>;

type Parts = {
  readonly deps: Pick<GatehouseDeps, 'configuration' | 'settings' | 'clock' | 'random' | 'timeZone' | 'prompt' | 'evidence' | 'onUnseen'>;
  readonly store: AuthStore;
  readonly known: KnownClients;
  readonly records: Pick<Records, 'activity' | 'onFault'>;
  readonly access: Pick<BuiltAccess, 'state' | 'control' | 'isLive'>;
  readonly memory: Pick<BuiltMemory, 'compartments'>;
};

export async function buildConsent({ deps, store, known, records, access, memory }: Parts) {
  const { configuration, settings, clock, random, timeZone, prompt, evidence, onUnseen } = deps;
  const { activity, onFault } = records;
  const { state, isLive } = access;
  const lifetimes: Lifetimes = {
    ...configuration.lifetimes,
    get asking() {
      return settings().promptTimeout ?? configuration.lifetimes.asking;
    },
  };
  const attention = await createAttention({
    facts: store.facts,
    clock,
    random,
    activity,
    limits: configuration.promptLimits,
    quietHours() {
      const { quietHours } = settings();
      return quietHours === null ? null : endOfQuietHours(quietHours, clock.now(), timeZone());
    },
  });
  const beginGrant = createBeginGrant({ known, records, access, memory });
  const desk = createDesk({
    store,
    activity,
    clock,
    random,
    prompt,
    promptedBy: configuration.host === 'desktop' ? 'popup' : 'terminal',
    onFault: (error) => void onFault(error, 'consent'),
    evidence,
    lifetimes,
    usualDuration: () => settings().duration,
    attention,
    auto: configuration.consent === 'auto' && configuration.testProfile ? { by: 'test-profile' satisfies DecidedBy } : null,
    // To the person a block is of the row, whatever client id the program registers next.
    obstacle: ({ id, rowKey }) => state.obstacle(id) ?? (state.blocked().some((blocked) => known.isOfRow(blocked, rowKey)) ? 'client_blocked' : null),
    liveGrants: (clientId) => state.grantsOf([clientId]).filter(isLive),
    isNameTaken: (bare, { rowKey }) => known.isTaken(bare, rowKey, (id) => state.grantsOf([id]).some(isLive)),
    onGranted: beginGrant,
    onNotAsked: async ({ id }) => {
      if (state.grantsOf([id]).some(isLive)) return;
      state.hold(id, 'paused');
      await store.clients.setState([id], 'paused');
    },
    compartments: memory.compartments,
    testProfile: configuration.testProfile,
    onUnseen,
  });
  return { attention, desk, beginGrant };
}
