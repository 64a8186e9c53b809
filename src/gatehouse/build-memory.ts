/** The memory room: the compartments, what is remembered in them, and the way out and in. */
import { announceChanges, type OnMemoriesChanged } from '../memory/announce-changes.ts';
import { loadCompartments } from '../memory/compartments.ts';
import { createMemories } from '../memory/memories.ts';
import { createMoving } from '../memory/moving/moving.ts';
import type { Meaning } from '../memory/vectors/meaning.ts';
import type { Held } from '../store/held-memories.ts';
import type { MemoryStore } from '../store/memory-store.ts';
import type { GatehouseDeps } from './deps.ts';
import type { Records } from './keep-records.ts';

export type BuiltMemory = Awaited<ReturnType<typeof buildMemory>>;

type Parts = {
  readonly deps: Pick<GatehouseDeps, 'clock' | 'random' | 'timeZone'>;
  readonly rawMemoryStore: MemoryStore;
  readonly records: Pick<Records, 'activity'>;
  readonly meaning: Meaning | undefined;
  readonly onChanged: OnMemoriesChanged;
  /** What the person has on screen may be another thing now. */
  readonly onCompartmentsChanged: () => void;
};

export async function buildMemory({ deps, rawMemoryStore, records: { activity }, meaning, onChanged, onCompartmentsChanged }: Parts) {
  const { clock, random, timeZone } = deps;
  const memoryStore = announceChanges(rawMemoryStore, (compartment, ids) => {
    meaning?.nudge();
    onChanged(compartment, ids);
  });
  const compartments = await loadCompartments({ store: memoryStore.compartments, clock, random, onChanged: onCompartmentsChanged });
  const onHeld = ({ id, reason, rule, memory: { provenance } }: Held): void =>
    activity.record({ kind: 'memory.held', clientId: provenance.clientId, grantId: provenance.grantId, heldId: id, reason, rule });
  const memories = createMemories({ store: memoryStore, clock, random, timeZone, meaning, onHeld });
  const moving = createMoving({ store: memoryStore, clock, random, hold: memories.hold, onHeld, onCompartments: () => compartments.reload() });
  return { memoryStore, compartments, memories, moving, onHeld };
}
