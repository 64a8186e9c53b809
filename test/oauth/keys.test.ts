import { randomBytes } from 'node:crypto';
import { decodeProtectedHeader } from 'jose';
import { afterEach, describe, expect, it } from 'vitest';
import { listen } from '../../src/http/listen.ts';
import { loadSigningKeys } from '../../src/oauth/tokens/signing-keys.ts';
import { createVolatileAuthStore } from '../../src/store/volatile/create-volatile-auth-store.ts';
import type { KeyVault } from '../../src/vault/key-vault.ts';
import { VaultUnavailable } from '../../src/vault/key-vault.ts';
import { createMapVault, createTestClock, startGatehouse, type TestGatehouse } from '../support/gatehouse.ts';
import { type Connected, callTool, connect, get, postForm } from '../support/oauth-client.ts';
import { quietPort } from '../support/quiet-port.ts';

let gatehouse: TestGatehouse;
afterEach(() => gatehouse?.close());

const kids = async () => ((await (await get(`${gatehouse.url}/jwks`)).json()) as { keys: { kid: string; alg: string }[] }).keys;
const works = async (token: string) => (await callTool(gatehouse, token, 'memory_status')).status === 200;
const refresh = async ({ clientId, tokens }: Connected) => {
  const response = await postForm(`${gatehouse.url}/oauth/token`, { grant_type: 'refresh_token', refresh_token: tokens.refresh_token, client_id: clientId });
  return (await response.json()) as Connected['tokens'];
};

/** A vault and a store that outlive the broker. */
function keepers() {
  const vault = createMapVault();
  const kept = createVolatileAuthStore({ activityKey: new Uint8Array(32) });
  return { vault, openAuthStore: async () => ({ ...kept, close: async () => undefined }) };
}

describe('key rotation (ruling 18)', () => {
  it('signs with the new key at once, disconnects nobody, and publishes both until the last old token has ended', async () => {
    gatehouse = await startGatehouse();
    const client = await connect(gatehouse);
    const [old] = await kids();
    const fresh = await gatehouse.keys.rotate();
    expect((await kids()).map(({ kid }) => kid)).toEqual([old?.kid, fresh]);
    expect(await works(client.tokens.access_token)).toBe(true);
    const next = await refresh(client);
    expect(decodeProtectedHeader(next.access_token).kid).toBe(fresh);
    expect(await works(next.access_token)).toBe(true);

    // The longest lifetime that can be set, and a minute for signing.
    gatehouse.clock.advance(61 * 60_000 - 1);
    await gatehouse.keys.tick();
    expect(await kids()).toHaveLength(2);
    gatehouse.clock.advance(1);
    await gatehouse.keys.tick();
    expect((await kids()).map(({ kid }) => kid)).toEqual([fresh]);
  });

  it('keeps one vault entry per key and removes that of a retired one', async () => {
    const entries = new Set<string>();
    const vault = createMapVault();
    const counting: KeyVault = {
      ...vault,
      write: async (name, secret) => {
        entries.add(name);
        await vault.write(name, secret);
      },
      erase: async (name) => {
        entries.delete(name);
        await vault.erase(name);
      },
    };
    gatehouse = await startGatehouse({ vault: counting });
    const keys = () => [...entries].filter((name) => name.startsWith('signing-key:'));
    await Promise.all([gatehouse.keys.rotate(), gatehouse.keys.rotate()]);
    expect([keys().length, (await kids()).length]).toEqual([3, 3]);
    gatehouse.clock.advance(61 * 60_000);
    await gatehouse.keys.tick();
    expect([keys().length, (await kids()).length]).toEqual([1, 1]);
  });

  it('survives a restart in between, with tokens of both keys', async () => {
    const kept = keepers();
    gatehouse = await startGatehouse(kept);
    await gatehouse.keys.rotate();
    const before = await kids();
    await gatehouse.close();
    gatehouse = await startGatehouse(kept);
    expect(await kids()).toEqual(before);
  });

  it('changes nothing when the vault refuses the new key', async () => {
    const vault = createMapVault();
    let open = true;
    gatehouse = await startGatehouse({
      vault: {
        ...vault,
        write: async (name, secret) => {
          if (!open) throw new VaultUnavailable('The keychain is locked.');
          await vault.write(name, secret);
        },
      },
    });
    const before = await kids();
    open = false;
    await expect(gatehouse.keys.rotate()).rejects.toThrow(VaultUnavailable);
    expect(await kids()).toEqual(before);
    open = true;
    await gatehouse.keys.rotate();
    expect(await kids()).toHaveLength(2);
  });

  it('happens by itself when the setting names another algorithm, and nobody is disconnected', async () => {
    const kept = keepers();
    const port = await quietPort();
    gatehouse = await startGatehouse({ ...kept, listening: await listen(port) });
    const client = await connect(gatehouse);
    await gatehouse.close();
    gatehouse = await startGatehouse({ ...kept, listening: await listen(port) }, { signingAlgorithm: 'RS256' });
    expect((await kids()).map(({ alg }) => alg)).toEqual(['ES256', 'RS256']);
    const { keys } = (await (await get(`${gatehouse.url}/jwks`)).json()) as { keys: Record<string, unknown>[] };
    expect(Object.keys(keys[1] ?? {}).sort()).toEqual(['alg', 'e', 'kid', 'kty', 'n', 'use']);
    const next = await refresh(client);
    expect(decodeProtectedHeader(next.access_token).alg).toBe('RS256');
    expect(await works(next.access_token)).toBe(true);
  });

  it('is written down, by setting as by command', async () => {
    const kept = keepers();
    gatehouse = await startGatehouse(kept);
    const rotations = async () => {
      await gatehouse.activity.flush();
      return (await gatehouse.store.activity.list({ limit: 100 })).flatMap(({ event }) => (event.kind === 'key.rotated' ? [event.kid] : []));
    };
    expect(await rotations()).toEqual([]);
    const kid = await gatehouse.keys.rotate();
    expect(await rotations()).toEqual([kid]);
    await gatehouse.close();
    gatehouse = await startGatehouse(kept, { signingAlgorithm: 'RS256' });
    expect(await rotations()).toEqual([gatehouse.keys.current().kid, kid]);
  });

  it('stops before the published set grows without end', async () => {
    gatehouse = await startGatehouse();
    for (let rotations = 0; rotations < 7; rotations += 1) expect(await gatehouse.keys.rotate()).not.toBeNull();
    const before = await kids();
    expect(before).toHaveLength(8);
    expect(await gatehouse.keys.rotate()).toBeNull();
    expect(await kids()).toEqual(before);
  });
});

/** Everything dies at the n-th step that changes something: nothing after it is written, as after kill -9. */
function mortal(step: number) {
  const secrets = new Map<string, string>();
  const facts = new Map<string, string | null>();
  let alive = true;
  let steps = 0;
  const act = async (change: () => void): Promise<void> => {
    if (steps === step) alive = false;
    if (!alive) throw new Error('killed');
    steps += 1;
    change();
  };
  return {
    secrets,
    lives: () => alive,
    revive: () => {
      alive = true;
      steps = Number.NEGATIVE_INFINITY;
    },
    vault: {
      kind: 'file',
      read: async (name) => secrets.get(name) ?? null,
      write: (name, secret) => act(() => void secrets.set(name, secret)),
      erase: (name) => act(() => void secrets.delete(name)),
    } satisfies KeyVault,
    facts: {
      get: async (name: string) => facts.get(name) ?? null,
      set: (name: string, value: string | null) => act(() => void facts.set(name, value)),
    },
  };
}

describe('kill -9 between any two steps of a rotation leaves a usable profile, and no key without an owner', () => {
  const clock = createTestClock();
  const load = ({ vault, facts }: ReturnType<typeof mortal>) =>
    loadSigningKeys({ vault, facts, clock, random: { bytes: (count) => randomBytes(count) }, algorithm: 'ES256', onRotated: () => undefined });

  /** The first key, a rotation, and the end of the old key, until everything dies. */
  async function live(world: ReturnType<typeof mortal>): Promise<void> {
    const keys = await load(world);
    await keys.rotate();
    clock.advance(2 * 60 * 60_000);
    await keys.tick();
  }

  it('at every step', async () => {
    let deaths = 0;
    for (let step = 0; ; step += 1) {
      const world = mortal(step);
      await live(world).catch(() => undefined);
      if (world.lives()) break;
      deaths += 1;
      world.revive();
      const keys = await load(world);
      const published = keys.jwks().keys.map(({ kid }) => `signing-key:${kid}`);
      expect(published).toContain(`signing-key:${keys.current().kid}`);
      expect([...world.secrets.keys()].sort()).toEqual(published.sort());
    }
    expect(deaths).toBeGreaterThanOrEqual(10);
  });

  it('a commit whose answer was lost does not cost the key', async () => {
    const world = mortal(Number.POSITIVE_INFINITY);
    const keys = await load(world);
    const set = world.facts.set;
    world.facts.set = async (name, value) => {
      await set(name, value);
      if (name === 'signing-keys') throw new Error('the answer was lost');
    };
    await expect(keys.rotate()).rejects.toThrow('the answer was lost');
    world.facts.set = set;
    await keys.tick();
    const again = await load(world);
    expect(again.jwks().keys).toHaveLength(2);
  });
});
