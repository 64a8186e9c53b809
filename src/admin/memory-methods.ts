/** The person's memories: found, read, changed and forgotten, in every compartment. */
import type { ActivityLog } from '../activity/record.ts';
import type { Compartments } from '../memory/compartments.ts';
import type { Memories } from '../memory/memories.ts';
import type { UpdateInput } from '../memory/update.ts';
import type { Clock } from '../shared/edge.ts';
import type { AuthStore } from '../store/auth-store.ts';
import type { KeptMemory, Listed } from '../store/memory-keeping.ts';
import { AdminFault } from './fault.ts';
import { findCompartment } from './find-compartment.ts';
import { findRow } from './find-row.ts';
import { memoryView, versionView } from './memory-views.ts';
import type { Admin } from './method.ts';
import { type Parameters, readNumber, readObject, readOptionalText, readOptionalTexts, readText, readTexts } from './parameters.ts';
import { inThePersonsWords } from './person-fault.ts';
import { createPersonSearch } from './person-search.ts';

type Deps = {
  readonly store: AuthStore;
  readonly memories: Memories;
  readonly compartments: Compartments;
  readonly activity: ActivityLog;
  readonly clock: Clock;
};

const USUAL = 50;
const MOST = 500;

export function memoryMethods(deps: Deps): Admin {
  const { store, memories, compartments, activity } = deps;
  const { keeping } = memories;
  const search = createPersonSearch({ memories, compartments });
  const idOf = (value: unknown): string => readText(readObject(value), 'id');
  const idsOf = (value: unknown): readonly string[] => {
    const ids = readTexts(readObject(value), 'ids');
    if (ids.length > MOST) throw new AdminFault(`ids must be at most ${MOST}`);
    return ids;
  };
  const listView = ({ items, next }: Listed<KeptMemory>) => ({ memories: items.map((memory) => memoryView(memory, compartments)), next });
  const compartmentOf = (parameters: Parameters): string | undefined => {
    const named = readOptionalText(parameters, 'compartment');
    return named === undefined ? undefined : findCompartment(named, compartments.list()).id;
  };

  /** Every id of the window's row; a client that was removed is known by the memories that it left. */
  async function clientIdsOf(id: string): Promise<readonly string[]> {
    if ((await store.clients.find(id)) !== null) return (await findRow(deps, id)).view.clientIds;
    const { items } = await keeping.list({ clientIds: [id] }, { limit: 1 });
    if (items.length === 0) throw new AdminFault(`There is no client ${id}, and no memory that it wrote. See: gatehouse clients`);
    return [id];
  }

  return {
    'memories.list': async (value) => {
      const parameters = readObject(value);
      const client = readOptionalText(parameters, 'client');
      const filter = { compartment: compartmentOf(parameters), clientIds: client === undefined ? undefined : await clientIdsOf(client) };
      return listView(await keeping.list(filter, { limit: readNumber(parameters, 'limit', MOST) ?? USUAL, before: readOptionalText(parameters, 'cursor') }));
    },
    /** Best first. Words alone say how many pages there are: what is not on the first is asked for with more words. */
    'memories.search': async (value) => {
      const parameters = readObject(value);
      const asked = { query: readText(parameters, 'query'), compartment: compartmentOf(parameters), limit: readNumber(parameters, 'limit', 100) ?? USUAL };
      return listView({ items: await inThePersonsWords(() => search(asked)), next: null });
    },
    'memories.get': async (value) => {
      const memory = await keeping.find(idOf(value));
      if (memory === null) throw new AdminFault(`There is no memory ${idOf(value)}.`);
      return { memory: memoryView(memory, compartments) };
    },
    'memories.history': async (value) => ({ versions: (await inThePersonsWords(() => keeping.history(idOf(value)))).map(versionView) }),
    'memories.update': async (value) => {
      const { version } = await inThePersonsWords(() => keeping.change(readChange(readObject(value))));
      return { id: idOf(value), version };
    },
    /** Back to the version before, or to the one that is named; what is there now stays in the history. */
    'memories.undo': async (value) => {
      const to = readNumber(readObject(value), 'version', Number.MAX_SAFE_INTEGER);
      const { version } = await inThePersonsWords(() => keeping.undoChange(idOf(value), to));
      return { id: idOf(value), version };
    },
    'memories.forget': async (value, by) => {
      const { action, forgotten } = await keeping.forget(idsOf(value));
      if (forgotten.length > 0) activity.record({ kind: 'memories.forgotten', action, count: forgotten.length, clientId: null, by });
      return { action: forgotten.length > 0 ? action : null, forgotten };
    },
    'memories.restore': async (value, by) => {
      const restored = await keeping.restore(idsOf(value));
      if (restored.length > 0) activity.record({ kind: 'memories.restored', action: null, count: restored.length, by });
      return { restored };
    },
    /** "Forget everything this client wrote" (ruling 23). */
    'memories.forgetClient': async (value, by) => {
      const { action, written, forgotten } = await keeping.takeBack({ clientIds: await clientIdsOf(idOf(value)) }, idOf(value));
      activity.record({ kind: 'memories.forgotten', action, count: forgotten + written, clientId: idOf(value), by });
      return { action: forgotten + written > 0 ? action : null, forgotten, setBack: written };
    },
    /** What one connection wrote and forgot, as if it had not. */
    'memories.undoGrant': async (value, by) => {
      const { action, written, forgotten, restored } = await keeping.takeBack({ grantId: idOf(value) }, idOf(value));
      activity.record({
        kind: 'memories.forgotten',
        action,
        count: forgotten + written,
        clientId: (await store.grants.find(idOf(value)))?.clientId ?? null,
        by,
      });
      return { action: forgotten + written > 0 ? action : null, forgotten, setBack: written, restored };
    },
  };
}

/** The same members as the tool takes; what is left out stays. */
function readChange(parameters: Parameters): UpdateInput {
  const { content, metadata } = parameters;
  if (content !== undefined && typeof content !== 'string') throw new AdminFault('content must be a text');
  if (metadata !== undefined && (typeof metadata !== 'object' || metadata === null || Array.isArray(metadata)))
    throw new AdminFault('metadata must be an object');
  return {
    id: readText(parameters, 'id'),
    content,
    tags: parameters.tags === undefined ? undefined : readOptionalTexts(parameters, 'tags'),
    kind: readOptionalText(parameters, 'kind'),
    metadata: metadata as Readonly<Record<string, unknown>> | undefined,
    expires: parameters.expires === null ? null : readOptionalText(parameters, 'expires'),
  };
}
