import { afterEach, describe, expect, it } from 'vitest';
import type { Answer } from '../../src/store/auth-store.ts';
import { createVolatileAuthStore } from '../../src/store/volatile/create-volatile-auth-store.ts';
import { allow, waitForAnswer } from '../races/scene.ts';
import { startGatehouse, type TestGatehouse } from '../support/gatehouse.ts';
import { authorizationUrl, get, makePkce, register } from '../support/oauth-client.ts';

let gatehouse: TestGatehouse;
afterEach(() => gatehouse.close());

describe('while what waits is ended', () => {
  it('and the first answer is written down, the second cannot be allowed any more', async () => {
    let write: () => void = () => undefined;
    const written = new Promise<void>((resolve) => {
      write = resolve;
    });
    gatehouse = await startGatehouse({
      openAuthStore: async (activityKey) => {
        const store = createVolatileAuthStore({ activityKey });
        return { ...store, answers: { ...store.answers, refuse: (answer: Answer) => written.then(() => store.answers.refuse(answer)) } };
      },
    });
    const first = await waitForAnswer(gatehouse);
    const second = await waitForAnswer(gatehouse);
    const refused = gatehouse.desk.refuseAll();
    expect(await allow(gatehouse, second.requestId)).toBe('gone');
    write();
    await refused;
    for (const { page } of [first, second]) expect((await get(page)).headers.get('location')).toContain('error=temporarily_unavailable');
    expect([await gatehouse.store.grants.live(), gatehouse.desk.list()]).toEqual([[], []]);
  });
});

describe('a registration while everything is locked', () => {
  it('is kept and told to nobody; its login asks after the lock is lifted', async () => {
    gatehouse = await startGatehouse();
    await gatehouse.control.setLocked(true);
    const clientId = String((await register(gatehouse.url)).client_id);
    expect(gatehouse.desk.list()).toEqual([]);
    await gatehouse.control.setLocked(false);
    await get(authorizationUrl(gatehouse.url, clientId, makePkce().challenge));
    expect(gatehouse.desk.list()).toMatchObject([{ client: { id: clientId }, stage: 'asking' }]);
  });
});
