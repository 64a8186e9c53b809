/** A broker inside the test: volatile stores, a clock that stands still, a real socket. */
import { randomBytes } from 'node:crypto';
import { inspect } from 'node:util';
import { evidenceFromRequest } from '../../src/consent/evidence/from-request.ts';
import { POPUP_LIFETIMES } from '../../src/consent/lifetimes.ts';
import type { ConsentPrompt } from '../../src/consent/prompt.ts';
import type { GatehouseDeps } from '../../src/gatehouse/deps.ts';
import type { Gatehouse } from '../../src/gatehouse/gatehouse.ts';
import { createGatehouse } from '../../src/gatehouse.ts';
import { listen } from '../../src/http/listen.ts';
import { type LiveSettings, USUAL_SETTINGS } from '../../src/shared/live-settings.ts';
import { UNLIMITED_TRAFFIC } from '../../src/shared/traffic.ts';
import { createVolatileAuthStore } from '../../src/store/volatile/create-volatile-auth-store.ts';
import { createVolatileMemoryStore } from '../../src/store/volatile/create-volatile-memory-store.ts';
import type { KeyVault } from '../../src/vault/key-vault.ts';
import { scanText, settled } from './leaks.ts';
import { PATIENCE } from './patience.ts';

export type TestClock = { now(): number; advance(milliseconds: number): void };

export function createTestClock(start = Date.UTC(2026, 10, 21, 9)): TestClock {
  let time = start;
  return {
    now: () => time,
    advance: (milliseconds) => {
      time += milliseconds;
    },
  };
}

export function createMapVault(): KeyVault {
  const secrets = new Map<string, string>();
  return {
    kind: 'file',
    read: async (name) => secrets.get(name) ?? null,
    write: async (name, secret) => void secrets.set(name, secret),
    erase: async (name) => void secrets.delete(name),
  };
}

export const nobody: ConsentPrompt = { show: async () => null };

export type TestGatehouse = Gatehouse & { readonly clock: TestClock; readonly url: string; readonly faults: unknown[] };

export async function startGatehouse(
  overrides: Partial<GatehouseDeps> = {},
  configuration: Partial<GatehouseDeps['configuration'] & LiveSettings> = {},
): Promise<TestGatehouse> {
  const clock = createTestClock();
  const faults: unknown[] = [];
  const gatehouse = await createGatehouse({
    listening: await listen(0),
    configuration: {
      signingAlgorithm: 'ES256',
      externalIssuer: null,
      forwardedHeaders: [],
      traffic: UNLIMITED_TRAFFIC,
      // What is seen of the programs is waited for, however busy the computer is.
      lifetimes: { ...POPUP_LIFETIMES, firstLook: PATIENCE },
      testProfile: false,
      promptLimits: null,
      consent: 'ask',
      host: 'headless',
      version: '0.0.0',
      userName: 'Test Person',
      place: { usual: 'Look at the test.', quiet: 'Nothing is shown at the moment.' },
      ...configuration,
    },
    settings: () => ({ ...USUAL_SETTINGS, ...configuration }),
    clock,
    monotonic: clock.now,
    timeZone: () => 'UTC',
    random: { bytes: (count) => randomBytes(count) },
    vault: createMapVault(),
    openAuthStore: async (activityKey) => createVolatileAuthStore({ activityKey }),
    openMemoryStore: async () => createVolatileMemoryStore(),
    prompt: nobody,
    evidence: evidenceFromRequest,
    fetchDocument: async () => ({ refused: 'unreachable' }),
    programAt: async () => null,
    openerAt: () => async () => 'unknown',
    lookAtBridge: async () => null,
    hasEnded: async () => false,
    onUnseen: () => undefined,
    onFault: (_id, _where, error) => void faults.push(error),
    ...overrides,
  });
  return {
    ...gatehouse,
    clock,
    faults,
    url: gatehouse.spelling.origin,
    async close() {
      await Promise.all([settled(), gatehouse.activity.flush()]);
      scanText('the activity', JSON.stringify(await gatehouse.store.activity.list({ limit: 5_000 })));
      scanText('the registrations', JSON.stringify(await gatehouse.store.clients.list()));
      scanText('the faults', inspect(faults));
      await gatehouse.close();
    },
  };
}
