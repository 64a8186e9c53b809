import { decodeProtectedHeader } from 'jose';
import { afterEach, describe, expect, it } from 'vitest';
import { listen } from '../../src/http/listen.ts';
import { createVolatileAuthStore } from '../../src/store/volatile/create-volatile-auth-store.ts';
import { type KeyVault, VaultUnavailable } from '../../src/vault/key-vault.ts';
import { openSession, refresh, use } from '../races/scene.ts';
import { createMapVault, startGatehouse, type TestGatehouse } from '../support/gatehouse.ts';
import { get, register } from '../support/oauth-client.ts';

const DENIED = 'The system keychain refused Gatehouse (denied). Allow the access and start again.';

/** A keychain that the person can lock while Gatehouse runs. */
function createLockableVault() {
  const vault = createMapVault();
  let locked = false;
  const ask = <Words extends unknown[], Value>(question: (...words: Words) => Promise<Value>) => {
    return async (...words: Words): Promise<Value> => {
      if (locked) throw new VaultUnavailable(DENIED);
      return question(...words);
    };
  };
  const lockable: KeyVault = { kind: 'keychain', read: ask(vault.read), write: ask(vault.write), erase: ask(vault.erase) };
  return {
    vault: lockable,
    deny: (is: boolean) => {
      locked = is;
    },
  };
}

const published = async (gatehouse: TestGatehouse) =>
  ((await (await get(`${gatehouse.url}/jwks`)).json()) as { keys: { kid: string }[] }).keys.map(({ kid }) => kid);

describe('a keychain that is denied while Gatehouse runs (ruling 18)', () => {
  let gatehouse: TestGatehouse;
  afterEach(() => gatehouse.close());

  it('changes nothing for who is connected or wants to be: the keys in use are in memory', async () => {
    const { vault, deny } = createLockableVault();
    gatehouse = await startGatehouse({ vault });
    const before = await openSession(gatehouse);
    deny(true);
    expect(await use(gatehouse, before.tokens.access_token)).toBe(200);
    expect((await refresh(gatehouse, before.clientId, before.tokens.refresh_token)).status).toBe(200);
    const during = await openSession(gatehouse);
    expect(await use(gatehouse, during.tokens.access_token)).toBe(200);
    expect(await register(gatehouse.url, { token_endpoint_auth_method: 'client_secret_basic' })).toMatchObject({ client_secret: expect.any(String) });
  });

  it('refuses a new signing key with what the person can do, publishes none that was not kept, and makes one afterwards', async () => {
    const { vault, deny } = createLockableVault();
    gatehouse = await startGatehouse({ vault });
    const { tokens, clientId } = await openSession(gatehouse);
    const kids = await published(gatehouse);
    deny(true);
    await expect(gatehouse.keys.rotate()).rejects.toMatchObject({ name: 'VaultUnavailable', message: DENIED });
    expect(await published(gatehouse)).toEqual(kids);
    const renewed = await refresh(gatehouse, clientId, tokens.refresh_token);
    expect(decodeProtectedHeader(renewed.body.access_token ?? '').kid).toBe(kids[0]);
    deny(false);
    const fresh = await gatehouse.keys.rotate();
    expect(await published(gatehouse)).toEqual([...kids, fresh]);
    expect(await use(gatehouse, tokens.access_token)).toBe(200);
  });

  it('an old key whose time is over is published no longer, even when the keychain does not let go of it', async () => {
    const { vault, deny } = createLockableVault();
    gatehouse = await startGatehouse({ vault });
    const { tokens } = await openSession(gatehouse);
    const fresh = await gatehouse.keys.rotate();
    // The longest that an access token may live by any setting, and a minute.
    gatehouse.clock.advance(61 * 60_000);
    deny(true);
    await expect(gatehouse.keys.tick()).rejects.toMatchObject({ name: 'VaultUnavailable' });
    expect(await published(gatehouse)).toEqual([fresh]);
    expect(await use(gatehouse, tokens.access_token)).toBe(401);
  });

  it('a keychain that is denied at the next start starts nothing, makes no new key, and the tokens are good when it answers again', async () => {
    const { vault, deny } = createLockableVault();
    const kept = createVolatileAuthStore({ activityKey: new Uint8Array(32) });
    const openAuthStore = async () => ({ ...kept, close: async () => undefined });
    // The same address each time: a token is for the address that it was issued for.
    const port = await listen(0);
    const start = () => startGatehouse({ vault, openAuthStore, listening: { ...port, close: async () => undefined } });
    gatehouse = await start();
    const { clientId, tokens } = await openSession(gatehouse);
    const kids = await published(gatehouse);
    await gatehouse.close();
    deny(true);
    await expect(start()).rejects.toMatchObject({ name: 'VaultUnavailable', message: DENIED });
    deny(false);
    gatehouse = await start();
    expect(await published(gatehouse)).toEqual(kids);
    expect((await refresh(gatehouse, clientId, tokens.refresh_token)).status).toBe(200);
    await port.close();
  });
});
