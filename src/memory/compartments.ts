/** The compartments as they are right now, in memory, because every prompt and every list names them. The walls themselves are in the store. */
import type { Clock, Random } from '../shared/edge.ts';
import { nameKey } from '../shared/name-key.ts';
import type { CompartmentView } from '../shared/views.ts';
import type { Compartment, CompartmentStore } from '../store/compartment-store.ts';
import { LIMITS, MemoryRefused } from './limits.ts';

export type Compartments = {
  /** Oldest first; the first is where a connection goes when nobody says otherwise. Never empty. */
  list(): readonly CompartmentView[];
  /** One that was removed is shown by its id, so that old connections can still be listed. */
  view(id: string): CompartmentView;
  has(id: string): boolean;
  /** Whether what is in one may be read from another: it is the same, or there is a window. */
  sees(from: string, id: string): boolean;
  /** @param name as the person should read it. @throws MemoryRefused when it is taken, too long, or there are too many */
  create(name: string): Promise<CompartmentView>;
  /** @throws MemoryRefused */
  rename(id: string, name: string): Promise<CompartmentView>;
  /**
   * From its first moment on no connection can be made to it.
   * @param isConnected asked after that moment
   * @throws MemoryRefused, with nothing changed, when something is in it, it is the last one, or a connection leads to it
   */
  remove(id: string, isConnected: () => boolean): Promise<void>;
  /** @param sees ids, in place of those that it saw. @throws MemoryRefused */
  setWindows(id: string, sees: readonly string[]): Promise<CompartmentView>;
  /** They have changed in the store, by a way that does not lead through here. */
  reload(): Promise<void>;
  /** Live memories by id. */
  counts(): Promise<Readonly<Record<string, number>>>;
};

type Deps = {
  readonly store: CompartmentStore;
  readonly clock: Clock;
  readonly random: Random;
  /** What the person has on screen may be another thing now. */
  readonly onChanged: () => void;
};

export async function loadCompartments({ store, clock, random, onChanged }: Deps): Promise<Compartments> {
  let kept = await store.list();
  const removing = new Set<string>();
  const nameOf = (id: string): string => kept.find((compartment) => compartment.id === id)?.name ?? id;
  const viewOf = ({ id, name, sees }: Compartment): CompartmentView => ({
    id,
    name,
    alsoReads: kept.filter((other) => sees.includes(other.id)).map((other) => other.name),
  });
  const open = (): readonly Compartment[] => kept.filter(({ id }) => !removing.has(id));
  const has = (id: string): boolean => open().some((compartment) => compartment.id === id);

  function view(id: string): CompartmentView {
    const compartment = kept.find((candidate) => candidate.id === id);
    return compartment === undefined ? { id, name: id, alsoReads: [] } : viewOf(compartment);
  }
  /** A name that is another one's id would lead a person who types it to the wrong memories. */
  function refuseName(name: string, by: string | null): void {
    if ([...name].length > LIMITS.compartmentName) throw new MemoryRefused(`The name of a compartment has at most ${LIMITS.compartmentName} characters.`);
    const key = nameKey(name);
    if (kept.some((other) => other.id !== by && (nameKey(other.name) === key || other.id.toLowerCase() === key))) throw taken(name);
  }
  async function reload(): Promise<void> {
    kept = await store.list();
    onChanged();
  }

  return {
    list: () => open().map(viewOf),
    view,
    has,
    sees: (from, id) => from === id || kept.some((compartment) => compartment.id === from && compartment.sees.includes(id)),
    async create(name) {
      refuseName(name, null);
      if (kept.length >= LIMITS.compartments) throw new MemoryRefused(`There are at most ${LIMITS.compartments} compartments.`);
      const id = `cmp_${Buffer.from(random.bytes(9)).toString('base64url')}`;
      if (!(await store.create({ id, name, createdAt: clock.now() }, nameKey(name)))) throw taken(name);
      await reload();
      return view(id);
    },
    async rename(id, name) {
      refuseName(name, id);
      if (!(await store.rename(id, name, nameKey(name)))) throw taken(name);
      await reload();
      return view(id);
    },
    async remove(id, isConnected) {
      if (!has(id)) throw new MemoryRefused(`There is no compartment ${id}.`);
      if (open().length === 1) throw new MemoryRefused('It is the only compartment; programs need one.');
      removing.add(id);
      try {
        if (isConnected()) throw new MemoryRefused(`Programs are connected to ${nameOf(id)}. Disconnect them first.`);
        if (!(await store.remove(id))) throw new MemoryRefused(`${nameOf(id)} is not empty. Move its memories first, those in the bin too.`);
        await reload();
      } finally {
        removing.delete(id);
      }
    },
    async setWindows(id, sees) {
      await store.setWindows(
        id,
        sees.filter((seen) => seen !== id && has(seen)),
      );
      await reload();
      return view(id);
    },
    reload,
    counts: () => store.counts(clock.now()),
  };
}

function taken(name: string): MemoryRefused {
  return new MemoryRefused(`There is a compartment ${name} already.`);
}
