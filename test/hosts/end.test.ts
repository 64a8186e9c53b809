import { describe, expect, it } from 'vitest';
import { type Listening, listen } from '../../src/http/listen.ts';
import { createVolatileAuthStore } from '../../src/store/volatile/create-volatile-auth-store.ts';
import { createVolatileMemoryStore } from '../../src/store/volatile/create-volatile-memory-store.ts';
import { startGatehouse } from '../support/gatehouse.ts';

/** @returns what a broker is given, and which of it was closed */
function watched(listening: Listening, endOfPort: () => Promise<void>) {
  const closed: string[] = [];
  const noting = <Store extends { close(): Promise<void> }>(name: string, store: Store): Store =>
    Object.assign(store, {
      close: async () => {
        closed.push(name);
      },
    });
  const deps = {
    listening: { ...listening, close: endOfPort },
    openAuthStore: async (activityKey: Uint8Array) => noting('auth', createVolatileAuthStore({ activityKey })),
    openMemoryStore: async () => noting('memory', createVolatileMemoryStore()),
  };
  return { deps, closed };
}

describe('the end of a broker', () => {
  it('one thing that cannot be ended keeps nothing else from its end, and is named', async () => {
    const listening = await listen(0);
    const { deps, closed } = watched(listening, async () => {
      await listening.close();
      throw new Error('the port would not close');
    });
    const gatehouse = await startGatehouse(deps);
    await expect(gatehouse.close()).rejects.toThrow('the port would not close');
    expect(closed.toSorted()).toEqual(['auth', 'memory']);
  });

  it('a start that fails late closes what it had opened', async () => {
    const listening = await listen(0);
    const { deps, closed } = watched(listening, () => listening.close());
    const serve = (): void => {
      throw new Error('never served');
    };
    await expect(startGatehouse({ ...deps, listening: { ...deps.listening, serve } })).rejects.toThrow('never served');
    expect(closed.toSorted()).toEqual(['auth', 'memory']);
    await expect(fetch(`http://127.0.0.1:${listening.port}/`)).rejects.toThrow();
  });
});
