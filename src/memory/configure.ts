/** The settings of a compartment. */
import type { CompartmentSettings, MemoryStore } from '../store/memory-store.ts';
import type { Caller } from './caller.ts';

/** @returns what holds after the change */
export type ConfigureMemory = (caller: Caller, change: Partial<CompartmentSettings>) => Promise<CompartmentSettings>;

export function createConfigureMemory({ store }: { readonly store: MemoryStore }): ConfigureMemory {
  return async (caller, change) => {
    const next = { ...(await store.settings(caller.compartment)), ...defined(change) };
    await store.setSettings(caller.compartment, next);
    return next;
  };
}

/** Members that were given; `undefined` means "leave it". */
function defined<Value extends object>(value: Value): Partial<Value> {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as Partial<Value>;
}
