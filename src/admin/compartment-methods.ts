/** Where memories are kept apart: which compartments there are, and which may look into which. */
import type { ActivityLog } from '../activity/record.ts';
import type { Compartments } from '../memory/compartments.ts';
import { cleanName } from '../oauth/clean-name.ts';
import type { CompartmentCountView } from '../shared/views.ts';
import type { Grant } from '../store/auth-store.ts';
import { AdminFault } from './fault.ts';
import { findCompartment } from './find-compartment.ts';
import type { Admin } from './method.ts';
import { type Parameters, readObject, readOptionalTexts, readText } from './parameters.ts';
import { inThePersonsWords } from './person-fault.ts';

type Deps = {
  readonly compartments: Compartments;
  /** Connections that hold, the paused ones too. */
  readonly liveGrants: () => readonly Grant[];
  readonly activity: ActivityLog;
};

export function compartmentMethods({ compartments, liveGrants, activity }: Deps): Admin {
  /** By id, or by name. */
  const named = (value: unknown) => findCompartment(readText(readObject(value), 'compartment'), compartments.list());
  const connected = (id: string): number => liveGrants().filter(({ compartment }) => compartment === id).length;

  return {
    'compartments.list': async () => {
      const counts = await compartments.counts();
      return {
        compartments: compartments.list().map((view): CompartmentCountView => ({ ...view, memories: counts[view.id] ?? 0, connections: connected(view.id) })),
      };
    },
    'compartments.create': async (value, by) => {
      const created = await inThePersonsWords(() => compartments.create(readName(readObject(value))));
      activity.record({ kind: 'compartment.created', compartment: created.id, name: created.name, by });
      return { compartment: created };
    },
    'compartments.rename': async (value, by) => {
      const { id } = named(value);
      const renamed = await inThePersonsWords(() => compartments.rename(id, readName(readObject(value))));
      activity.record({ kind: 'compartment.renamed', compartment: id, name: renamed.name, by });
      return { compartment: renamed };
    },
    'compartments.remove': async (value, by) => {
      const { id, name } = named(value);
      await inThePersonsWords(() => compartments.remove(id, () => connected(id) > 0));
      activity.record({ kind: 'compartment.removed', compartment: id, name, by });
      return { id, removed: true };
    },
    /** `reads` names all that its programs may read as well; an empty list closes every window. */
    'compartments.windows': async (value, by) => {
      const { id } = named(value);
      const reads = readOptionalTexts(readObject(value), 'reads').map((text) => findCompartment(text, compartments.list()));
      if (reads.some((other) => other.id === id)) throw new AdminFault('A compartment needs no window into itself.');
      const changed = await inThePersonsWords(() =>
        compartments.setWindows(
          id,
          reads.map((other) => other.id),
        ),
      );
      activity.record({ kind: 'compartment.windows', compartment: id, name: changed.name, reads: changed.alsoReads, by });
      return { compartment: changed };
    },
  };
}

/** The person's own word, but it is shown where strangers' words are: one line, and nothing that hides or reorders. */
function readName(parameters: Parameters): string {
  const name = cleanName(readText(parameters, 'name'));
  if (name === null) throw new AdminFault('name must have something to read in it');
  return name;
}
