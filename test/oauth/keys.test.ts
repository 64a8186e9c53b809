import { decodeProtectedHeader } from 'jose';
import { afterEach, describe, expect, it } from 'vitest';
import { listen } from '../../src/http/listen.ts';
import { createVolatileAuthStore } from '../../src/store/volatile/create-volatile-auth-store.ts';
import type { KeyVault } from '../../src/vault/key-vault.ts';
import { VaultUnavailable } from '../../src/vault/key-vault.ts';
import { createMapVault, startGatehouse, type TestGatehouse } from '../support/gatehouse.ts';
import { type Connected, callTool, connect, get, postForm } from '../support/oauth-client.ts';

let gatehouse: TestGatehouse;
afterEach(() => gatehouse.close());

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

    gatehouse.clock.advance(15 * 60_000 - 1);
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
    gatehouse.clock.advance(15 * 60_000);
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
    gatehouse = await startGatehouse(kept);
    const client = await connect(gatehouse);
    const port = Number(new URL(gatehouse.url).port);
    await gatehouse.close();
    gatehouse = await startGatehouse({ ...kept, listening: await listen(port) }, { signingAlgorithm: 'RS256' });
    expect((await kids()).map(({ alg }) => alg)).toEqual(['ES256', 'RS256']);
    const { keys } = (await (await get(`${gatehouse.url}/jwks`)).json()) as { keys: Record<string, unknown>[] };
    expect(Object.keys(keys[1] ?? {}).sort()).toEqual(['alg', 'e', 'kid', 'kty', 'n', 'use']);
    const next = await refresh(client);
    expect(decodeProtectedHeader(next.access_token).alg).toBe('RS256');
    expect(await works(next.access_token)).toBe(true);
  });
});
