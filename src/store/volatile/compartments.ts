/** `CompartmentStore` on a Map, gone with the process. */
import { type Compartment, type CompartmentStore, FIRST_COMPARTMENT } from '../compartment-store.ts';

type VolatileCompartments = {
  readonly store: CompartmentStore;
  readonly has: (id: string) => boolean;
  /** What a client of this one may read: it, and those that it has a window into. */
  readonly readableFrom: (id: string) => readonly string[];
};

/**
 * @param isEmpty whether nothing at all is in a compartment, the bin included
 * @param counts see `CompartmentStore.counts`
 * @param removed takes the ids of those that are removed
 */
export function createVolatileCompartments(isEmpty: (id: string) => boolean, counts: CompartmentStore['counts'], removed: Set<string>): VolatileCompartments {
  const kept = new Map<string, Compartment & { readonly key: string }>();
  const isTaken = (key: string, by: string) => [...kept.values()].some((other) => other.key === key && other.id !== by);
  const change = (id: string, members: Partial<Compartment> & { key?: string }): void => {
    const current = kept.get(id);
    if (current !== undefined) kept.set(id, { ...current, ...members });
  };
  kept.set(FIRST_COMPARTMENT.id, { ...FIRST_COMPARTMENT, key: FIRST_COMPARTMENT.name.toLowerCase(), createdAt: 0, sees: [] });

  const store: CompartmentStore = {
    list: async () => [...kept.values()].sort((left, right) => left.createdAt - right.createdAt).map(({ key: _, ...compartment }) => compartment),
    create: async (compartment, key) => {
      if (isTaken(key, compartment.id)) return false;
      kept.set(compartment.id, { ...compartment, key, sees: [] });
      return true;
    },
    rename: async (id, name, key) => {
      if (!kept.has(id) || isTaken(key, id)) return false;
      change(id, { name, key });
      return true;
    },
    remove: async (id) => {
      if (!isEmpty(id) || !kept.delete(id)) return false;
      removed.add(id);
      for (const { id: other, sees } of kept.values()) change(other, { sees: sees.filter((seen) => seen !== id) });
      return true;
    },
    setWindows: async (id, sees) => change(id, { sees: sees.filter((seen) => seen !== id && kept.has(seen)).sort() }),
    counts,
  };
  return { store, has: (id) => kept.has(id), readableFrom: (id) => [id, ...(kept.get(id)?.sees ?? [])] };
}
