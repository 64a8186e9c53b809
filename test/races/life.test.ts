import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { entryUrl } from '../../src/edge/worker-entries.ts';
import { listen } from '../../src/http/listen.ts';
import { createSqliteAuthStore } from '../../src/store/sqlite/create-auth-store.ts';
import { removeDirectory, temporaryDirectory } from '../support/broker.ts';
import { createMapVault, createTestClock, startGatehouse, type TestGatehouse } from '../support/gatehouse.ts';
import { callTool, get } from '../support/oauth-client.ts';
import { quietPort } from '../support/quiet-port.ts';
import { createChance, createLife, type Life } from './life.ts';

const AT_ONCE = 6;
const STEPS = 60;
const LONGER_THAN_ANYTHING_WAITS = 11 * 60_000;

/** What every token ever issued is good for: a read and a write. */
const worth = (gatehouse: TestGatehouse, { accessTokens }: Life) =>
  Promise.all(
    accessTokens.map(async (token) => [
      (await callTool(gatehouse, token, 'memory_status')).status,
      (await callTool(gatehouse, token, 'memory_forget', { ids: [] })).status,
    ]),
  );

describe('whatever clients, browsers and the person do at once', () => {
  it.each([1, 2, 3, 4, 5])('nothing fails, nobody waits for ever, and what holds is what a restart finds (%i)', async (seed) => {
    const directory = temporaryDirectory();
    const [vault, clock, chance] = [createMapVault(), createTestClock(), createChance(seed)];
    const open = async (port: number) =>
      startGatehouse({
        vault,
        clock,
        listening: await listen(port),
        openAuthStore: async (activityKey) => createSqliteAuthStore({ file: join(directory, 'auth.db'), writerEntry: entryUrl('auth-writer'), activityKey }),
      });
    const before = await open(await quietPort());
    const life = createLife(before, chance);
    await Promise.all(
      Array.from({ length: AT_ONCE }, async () => {
        for (let step = 0; step < STEPS; step += 1) await life.step();
      }),
    );
    clock.advance(LONGER_THAN_ANYTHING_WAITS);
    await before.desk.tick();
    for (const page of life.pages) expect((await get(page)).status).toBe(410);
    const held = await worth(before, life);
    expect([before.desk.list(), before.faults]).toEqual([[], []]);
    // A life in which nothing was let in, or nothing was refused, would prove little.
    expect([...new Set(held.flat())]).toEqual(expect.arrayContaining([200, 401]));
    await before.close();

    const after = await open(Number(new URL(before.url).port));
    expect(await worth(after, life)).toEqual(held);
    expect(await after.store.activity.verify()).toMatchObject({ intact: true });
    await after.close();
    removeDirectory(directory);
  });
});
