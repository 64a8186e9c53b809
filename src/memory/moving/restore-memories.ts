/**
 * An export of Gatehouse, back in: as it was, under the same ids. It comes out of a file, and the rules may be others today:
 * from the first batch on all that is remembered counts as not looked at, and after the last it is looked at. Cut off in
 * between, the rescan does it.
 */
import type { Clock } from '../../shared/edge.ts';
import type { MovedRecord, Restored } from '../../store/memory-moving.ts';
import type { MemoryStore } from '../../store/memory-store.ts';

export type RestoreMemories = {
  begin(): Promise<void>;
  add(records: readonly MovedRecord[]): Promise<Restored>;
  /** @returns how many are held now that were not before */
  end(): Promise<number>;
};

type Deps = {
  readonly clock: Clock;
  readonly store: MemoryStore;
  /** Compartments have come in, or have other names. */
  readonly onCompartments: () => Promise<void>;
  /** @returns how many are held now that were not */
  readonly lookAtAll: () => Promise<number>;
};

const NOT_LOOKED_AT = { rules: 0, done: 0 };

export function createRestoreMemories({ store, clock, onCompartments, lookAtAll }: Deps): RestoreMemories {
  return {
    begin: () => store.held.setRescan(NOT_LOOKED_AT),
    async add(records) {
      const restored = await store.moving.restore(records, clock.now());
      await store.held.setRescan(NOT_LOOKED_AT);
      if (restored.compartments > 0) await onCompartments();
      return restored;
    },
    end: lookAtAll,
  };
}
