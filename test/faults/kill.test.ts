import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { type Broker, removeDirectory, startBroker } from '../support/broker.ts';
import { connectBroker } from '../support/connect-broker.ts';
import { get, postForm } from '../support/oauth-client.ts';
import { createLedger, type Ledger } from './ledger.ts';
import { redeem, renew, work } from './load.ts';

const ROUNDS = 3;

describe('kill -9 under load, again and again (ruling 26)', () => {
  let broker: Broker | undefined;
  afterAll(async () => {
    await broker?.stop();
    removeDirectory(broker?.directory ?? '');
  });

  it('every answered registration, grant, token, revocation and memory is there afterwards', async () => {
    broker = await startBroker({ consent: 'auto' });
    const { directory, issuer } = broker;
    for (let round = 0; round < ROUNDS; round += 1) {
      const ledger = createLedger();
      const working = work(broker, ledger);
      working.catch(() => undefined);
      await expect.poll(() => isOfAllKinds(ledger)).toBe(true);
      // At another moment in each round.
      await wait(round * 173);
      await broker.kill();
      await working;
      broker = await startBroker({ directory, consent: 'auto', port: Number(new URL(issuer).port) });
      await checkAll(issuer, ledger);
    }
    expect(await broker.command('activity', 'verify')).toMatchObject({ intact: true });
  });
});

/** Something of everything has been answered: registrations, codes, tokens, both ways to revoke, memories kept and forgotten. */
function isOfAllKinds({ registrations, codes, logins, memories }: Ledger): boolean {
  const revoked = logins.filter((login) => login.revoked === 'yes');
  const forgotten = memories.filter((memory) => memory.forgotten === 'yes');
  return [registrations, codes, revoked, forgotten].every(({ length }) => length > 1) && memories.length > 5 && logins.length > 5;
}

async function checkAll(issuer: string, { registrations, codes, logins, memories }: Ledger): Promise<void> {
  await forEach(registrations, async ({ uri, token }) => expect((await get(uri, { authorization: `Bearer ${token}` })).status).toBe(200));
  await forEach(
    codes.filter(({ redeemed }) => redeemed === 'no'),
    async (held) => expect(await redeem(issuer, held)).toMatchObject({ token_type: 'Bearer' }),
  );
  await forEach(
    logins.filter(({ revoked }) => revoked === 'no'),
    async (login) => {
      expect(await statusOf(issuer, login.tokens.access_token)).toBe(200);
      await renew(issuer, login);
    },
  );
  await forEach(
    logins.filter(({ revoked }) => revoked === 'yes'),
    async ({ tokens, clientId }) => {
      expect(await statusOf(issuer, tokens.access_token)).toBe(401);
      const form = { grant_type: 'refresh_token', refresh_token: tokens.refresh_token, client_id: clientId };
      expect(await (await postForm(`${issuer}/oauth/token`, form)).json()).toMatchObject({ error: 'invalid_grant' });
    },
  );
  const { tokens } = await connectBroker(issuer);
  await forEach(
    memories.filter((memory) => memory.forgotten !== 'asked'),
    async ({ id, content, forgotten }) => {
      const found = await get(`${issuer}/api/memories/${id}`, { authorization: `Bearer ${tokens.access_token}` });
      expect(await found.json()).toMatchObject(forgotten === 'yes' ? { error: 'not_found' } : { id, content });
    },
  );
}

/** Some at once, to be done sooner. */
async function forEach<Item>(items: readonly Item[], check: (item: Item) => Promise<void>): Promise<void> {
  const left = [...items];
  const checkNext = async (): Promise<void> => {
    for (let item = left.shift(); item !== undefined; item = left.shift()) await check(item);
  };
  await Promise.all(Array.from({ length: 8 }, checkNext));
}

async function statusOf(issuer: string, token: string): Promise<number> {
  const response = await get(`${issuer}/verify`, { authorization: `Bearer ${token}` });
  await response.arrayBuffer();
  return response.status;
}
