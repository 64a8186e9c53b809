/** The bin, and what was done to memories and can be undone as one. */
import type { ActivityLog } from '../activity/record.ts';
import type { Compartments } from '../memory/compartments.ts';
import type { Memories } from '../memory/memories.ts';
import { AdminFault } from './fault.ts';
import { actionView, memoryView } from './memory-views.ts';
import type { Admin } from './method.ts';
import { readNumber, readObject, readOptionalText, readText, readTexts } from './parameters.ts';

type Deps = { readonly memories: Memories; readonly compartments: Compartments; readonly activity: ActivityLog };

const USUAL = 50;
const MOST = 500;
/** Characters of each content. */
const MOST_SHOWN = 100_000;

export function actionMethods({ memories: { keeping }, compartments, activity }: Deps): Admin {
  const pageOf = (value: unknown) => {
    const parameters = readObject(value);
    return { limit: readNumber(parameters, 'limit', MOST) ?? USUAL, before: readOptionalText(parameters, 'cursor') };
  };
  const recordDeleted = (count: number, by: string): void => {
    if (count > 0) activity.record({ kind: 'memories.deleted', count, by });
  };
  return {
    /** `text`: only those that hold it, of as many as `limit` says; a page may then be empty before the last. */
    'bin.list': async (value) => {
      const parameters = readObject(value);
      const cut = readNumber(parameters, 'cut', MOST_SHOWN);
      const { items, next } = await keeping.bin({ ...pageOf(value), text: readOptionalText(parameters, 'text') });
      return { memories: items.map((memory) => memoryView(memory, { compartments, cut })), next };
    },
    /** For good; only what is in the bin. */
    'bin.delete': async (value, by) => {
      const ids = readTexts(readObject(value), 'ids');
      if (ids.length > MOST) throw new AdminFault(`ids must be at most ${MOST}`);
      const deleted = await keeping.delete(ids);
      recordDeleted(deleted.length, by);
      return { deleted };
    },
    'bin.empty': async (_value, by) => {
      const deleted = await keeping.emptyBin();
      recordDeleted(deleted, by);
      return { deleted };
    },
    'actions.list': async (value) => {
      const { items, next } = await keeping.actions(pageOf(value));
      return { actions: items.map(actionView), next };
    },
    'actions.undo': async (value, by) => {
      const id = readText(readObject(value), 'id');
      const undone = await keeping.undo(id);
      if (undone === null) throw new AdminFault(`There is no action ${id} that could be undone. It was undone before, or is more than 30 days ago.`);
      const { restored, written, forgotten, left, held } = undone;
      activity.record({ kind: 'memories.restored', action: id, count: restored + written + forgotten + held, by });
      return { id, restored, setBack: written, forgotten, left, held };
    },
  };
}
