/** Two things at once, in both orders and with a widening gap, so that every interleaving has its turn. */
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { entryUrl } from '../../src/edge/worker-entries.ts';
import type { GatehouseDeps } from '../../src/gatehouse/deps.ts';
import { createSqliteAuthStore } from '../../src/store/sqlite/create-auth-store.ts';
import { createVolatileAuthStore } from '../../src/store/volatile/create-volatile-auth-store.ts';
import { removeDirectory, temporaryDirectory } from '../support/broker.ts';
import { startGatehouse, type TestGatehouse } from '../support/gatehouse.ts';

const ROUNDS = 50;
/** Turns of the event loop between the two starts, round after round. */
const GAPS = [0, 0, 1, 2, 3, 5, 8];

type OpenIn = (directory: string) => GatehouseDeps['openAuthStore'];

/** Both stores: one answers within the turn, the other after a commit in another thread. */
export const STORES: readonly (readonly ['volatile' | 'SQLite', OpenIn])[] = [
  ['volatile', () => async (activityKey) => createVolatileAuthStore({ activityKey })],
  [
    'SQLite',
    (directory) => async (activityKey) => createSqliteAuthStore({ file: join(directory, 'auth.db'), writerEntry: entryUrl('auth-writer'), activityKey }),
  ],
];

/** A broker on a store of the wanted kind; closing it removes its files. */
export async function startOn(openIn: OpenIn, overrides: Partial<GatehouseDeps> = {}): Promise<TestGatehouse> {
  const directory = temporaryDirectory();
  const gatehouse = await startGatehouse({ openAuthStore: openIn(directory), ...overrides });
  return {
    ...gatehouse,
    async close() {
      await gatehouse.close();
      removeDirectory(directory);
    },
  };
}

export type Outcomes<Left, Right> = { readonly left: Left; readonly right: Right };

/**
 * @param play one round: sets the scene, runs the two with `together`, and checks what is true afterwards
 */
export async function inBothOrders(
  play: (together: <Left, Right>(left: () => Promise<Left>, right: () => Promise<Right>) => Promise<Outcomes<Left, Right>>, round: number) => Promise<void>,
): Promise<void> {
  for (let round = 0; round < ROUNDS; round += 1) {
    const gap = GAPS[Math.floor(round / 2) % GAPS.length] ?? 0;
    await play(async (left, right) => {
      if (round % 2 === 0) {
        const first = left();
        for (let turns = 0; turns < gap; turns += 1) await turn();
        const second = right();
        return { left: await first, right: await second };
      }
      const first = right();
      for (let turns = 0; turns < gap; turns += 1) await turn();
      const second = left();
      return { left: await second, right: await first };
    }, round);
  }
}
