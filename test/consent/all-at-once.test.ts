import { afterEach, describe, expect, it } from 'vitest';
import type { Answer } from '../../src/store/auth-store.ts';
import { createVolatileAuthStore } from '../../src/store/volatile/create-volatile-auth-store.ts';
import { allow, waitForAnswer } from '../races/scene.ts';
import { startGatehouse, type TestGatehouse } from '../support/gatehouse.ts';
import { get } from '../support/oauth-client.ts';

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
