/** What the tests of a file have under one name, before there is any of it: started before them, looked at and ended after them. */
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { type Broker, removeDirectory, startBroker } from './broker.ts';
import { startGatehouse, type TestGatehouse } from './gatehouse.ts';

/** One of its own for each test. @returns what stands for the one of the test that runs */
export function hasItsOwn<Thing extends object>(start: () => Promise<Thing>, end: (thing: Thing) => Promise<void>): Thing {
  let current: Thing;
  beforeEach(async () => {
    current = await start();
  });
  afterEach(() => end(current));
  return standingFor(() => current);
}

/** Each test has a broker in this process, in which nothing failed by a fault of ours. */
export const gatehouseOfItsOwn = (): TestGatehouse =>
  hasItsOwn(
    () => startGatehouse(),
    async (gatehouse) => {
      expect(gatehouse.faults).toEqual([]);
      await gatehouse.close();
    },
  );

/** All tests share a broker, a process of its own. */
export function sharedBroker(): Broker {
  let broker: Broker;
  beforeAll(async () => {
    broker = await startBroker();
  });
  afterAll(async () => {
    await broker.stop();
    removeDirectory(broker.directory);
  });
  return standingFor(() => broker);
}

/** Read like the thing itself, spread included. */
function standingFor<Thing extends object>(current: () => Thing): Thing {
  return new Proxy({} as Thing, {
    get: (_nothing, name) => Reflect.get(current(), name),
    ownKeys: () => Reflect.ownKeys(current()),
    getOwnPropertyDescriptor: (_nothing, name) => Reflect.getOwnPropertyDescriptor(current(), name),
  });
}
