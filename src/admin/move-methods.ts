/** Memories go to another compartment, where other programs read them. */
import type { ActivityLog } from '../activity/record.ts';
import type { Compartments } from '../memory/compartments.ts';
import type { Memories } from '../memory/memories.ts';
import { AdminFault } from './fault.ts';
import { findCompartment } from './find-compartment.ts';
import type { Admin } from './method.ts';
import { readObject, readText, readTexts } from './parameters.ts';

type Deps = { readonly memories: Memories; readonly compartments: Compartments; readonly activity: ActivityLog };

const MOST = 500;

export function moveMethods({ memories, compartments, activity }: Deps): Admin {
  return {
    /** `left`: not in `from`, or exactly this is remembered in `to` already. */
    'memories.move': async (value, by) => {
      const parameters = readObject(value);
      const ids = readTexts(parameters, 'ids');
      if (ids.length > MOST) throw new AdminFault(`ids must be at most ${MOST}`);
      const [from, to] = ['from', 'to'].map((name) => findCompartment(readText(parameters, name), compartments.list()));
      if (from === undefined || to === undefined || from.id === to.id) throw new AdminFault('from and to must be two compartments');
      const moved = await memories.keeping.move(ids, from.id, to.id);
      if (moved.length > 0) activity.record({ kind: 'memories.moved', count: moved.length, from: from.name, to: to.name, by });
      return { moved, left: ids.filter((id) => !moved.includes(id)) };
    },
  };
}
