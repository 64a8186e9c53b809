import type { Undo } from '../shared/undo.ts';
import type { AuthStore } from '../store/auth-store.ts';
import type { MemoryStore } from '../store/memory-store.ts';
import { loadActivityKey } from '../vault/activity-key.ts';
import type { GatehouseDeps } from './deps.ts';

type Stores = {
  readonly store: AuthStore;
  /** Tells nobody what changes in it; the rooms get the one that does. */
  readonly rawMemoryStore: MemoryStore;
};

/** @throws VaultUnavailable, DatabaseTooNew, DatabaseRefused, StoreUnavailable */
export async function openStores(deps: Pick<GatehouseDeps, 'vault' | 'random' | 'openAuthStore' | 'openMemoryStore'>, undo: Undo): Promise<Stores> {
  const store = await deps.openAuthStore(await loadActivityKey(deps.vault, deps.random));
  undo.push(() => store.close());
  const rawMemoryStore = await deps.openMemoryStore();
  undo.push(() => rawMemoryStore.close());
  return { store, rawMemoryStore };
}
