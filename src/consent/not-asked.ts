/** "I didn't ask for this" (ruling 12): what is held of whoever asked, and what goes with it. */
import type { Asker } from './attention/asker.ts';
import { askerOfEntry, type DeskContext } from './context.ts';
import type { Entry } from './entry.ts';

type Deps = { readonly endAll: (matches: (entry: Entry) => boolean, ending: 'denied') => Promise<void> };

/** Whoever asked is held, and nobody who only has the same client id: a website can open the login of any program. */
export function createNotAsked(context: DeskContext, { endAll }: Deps) {
  const { attention, onNotAsked } = context;
  const isProgram = ({ website }: Asker): boolean => website === null;

  return {
    /** Resolves when it is durable; in force at once. */
    async hold(entry: Entry): Promise<void> {
      const { client } = entry;
      const asker = askerOfEntry(entry);
      if (!isProgram(asker)) return attention.block(asker);
      // Every copy of that program has this id, and which program opened it is not known: the real one must get in again.
      if (client.documentAt !== null) return attention.rest(asker);
      await Promise.all([attention.block(asker), onNotAsked(client)]);
    },
    /** Ends what else waits of it. */
    dropRest(entry: Entry): Promise<void> {
      const isHeldClient = (other: Entry): boolean => isProgram(askerOfEntry(entry)) && other.client.id === entry.client.id;
      return endAll((other) => isHeldClient(other) || attention.isBlocked(askerOfEntry(other)), 'denied');
    },
  };
}
