/** What waits for the person instead of being a memory: looking at it, letting it pass, throwing it away. */
import type { ActivityLog } from '../activity/record.ts';
import type { Compartments } from '../memory/compartments.ts';
import { masked } from '../memory/guard/masked.ts';
import type { Clock } from '../shared/edge.ts';
import type { HeldDetails, HeldView } from '../shared/views.ts';
import type { Held } from '../store/held-memories.ts';
import type { MemoryStore } from '../store/memory-store.ts';
import { AdminFault } from './fault.ts';
import type { Admin } from './method.ts';
import { readNumber, readObject, readOptionalText, readText } from './parameters.ts';

type Deps = { readonly memoryStore: MemoryStore; readonly compartments: Compartments; readonly activity: ActivityLog; readonly clock: Clock };

const MOST = 500;
const USUAL = 50;
const SHOWN = 160;

export function heldMethods({ memoryStore, compartments, activity, clock }: Deps): Admin {
  const { held } = memoryStore;

  function view({ id, reason, rule, at, compartment, origin, memory }: Held): HeldView {
    const { clientId, clientName, source } = memory.provenance;
    return {
      id,
      reason,
      rule,
      at,
      compartment: compartments.list().find((each) => each.id === compartment)?.name ?? compartment,
      origin,
      memoryId: memory.id,
      clientId,
      author: clientName ?? clientId ?? source,
      shown: reason === 'secret' ? masked(memory.content) : memory.content.slice(0, SHOWN),
    };
  }

  async function found(value: unknown): Promise<Held> {
    const id = readText(readObject(value), 'id');
    const waiting = await held.find(id);
    if (waiting === null) throw new AdminFault(`Nothing is held under ${id}. See: gatehouse held`, 'This is not held any more.');
    return waiting;
  }

  return {
    'held.list': async (value) => {
      const parameters = readObject(value);
      const { items, next } = await held.list({ limit: readNumber(parameters, 'limit', MOST) ?? USUAL, before: readOptionalText(parameters, 'before') });
      return { held: items.map(view), next };
    },
    /** Whole, for the person's eyes. */
    'held.get': async (value) => {
      const waiting = await found(value);
      const { content, tags, kind, metadata } = waiting.memory;
      return { held: { ...view(waiting), content, tags, kind, metadata } satisfies HeldDetails };
    },
    'held.release': async (value, by) => {
      const { id, rule, memory } = await found(value);
      const released = await held.release(id, clock.now());
      if (released === null) throw new AdminFault(`Nothing is held under ${id} any more.`);
      activity.record({ kind: 'memory.released', clientId: memory.provenance.clientId, heldId: id, rule, by });
      return { id, memory: released.memoryId, outcome: released.outcome };
    },
    'held.delete': async (value, by) => {
      const { id, rule, memory } = await found(value);
      if (await held.delete(id)) activity.record({ kind: 'memory.dropped', clientId: memory.provenance.clientId, heldId: id, rule, by });
      return { id, deleted: true };
    },
  };
}
