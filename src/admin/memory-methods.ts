/** The person's memories: written, changed and forgotten, in every compartment. */
import type { ActivityLog } from '../activity/record.ts';
import type { Compartments } from '../memory/compartments.ts';
import type { Memories } from '../memory/memories.ts';
import type { UpdateInput } from '../memory/update.ts';
import type { Clock } from '../shared/edge.ts';
import { inUtc } from '../shared/in-utc.ts';
import type { AddedView } from '../shared/views.ts';
import type { AuthStore } from '../store/auth-store.ts';
import { AdminFault } from './fault.ts';
import { findCompartment } from './find-compartment.ts';
import type { Admin } from './method.ts';
import { type Parameters, readNumber, readObject, readOptionalText, readOptionalTexts, readText, readTexts } from './parameters.ts';
import { inThePersonsWords } from './person-fault.ts';
import { writingClients } from './writing-clients.ts';

type Deps = {
  readonly store: AuthStore;
  readonly memories: Memories;
  readonly compartments: Compartments;
  readonly activity: ActivityLog;
  readonly clock: Clock;
};

const MOST = 500;

export function memoryMethods(deps: Deps): Admin {
  const { store, compartments, activity } = deps;
  const { keeping } = deps.memories;
  const idOf = (value: unknown): string => readText(readObject(value), 'id');
  const idsOf = (value: unknown): readonly string[] => {
    const ids = readTexts(readObject(value), 'ids');
    if (ids.length > MOST) throw new AdminFault(`ids must be at most ${MOST}`);
    return ids;
  };

  return {
    'memories.add': async (value): Promise<AddedView> => {
      const parameters = readObject(value);
      const { id: compartment } = findCompartment(readOptionalText(parameters, 'compartment'), compartments.list());
      const { id: _, ...change } = readChange({ ...parameters, id: 'new' });
      const { id, outcome } = await inThePersonsWords(() => keeping.add(compartment, { ...change, content: change.content ?? '' }));
      return { id, outcome };
    },
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
    /** Everything, or everything in one compartment: into the bin, undone as one. */
    'memories.forgetAll': async (value, by) => {
      const named = readOptionalText(readObject(value), 'compartment');
      const { action, forgotten } = await keeping.forgetAll(named === undefined ? undefined : findCompartment(named, compartments.list()).id);
      if (forgotten > 0) activity.record({ kind: 'memories.forgotten', action, count: forgotten, clientId: null, by });
      return { action: forgotten > 0 ? action : null, forgotten };
    },
    'memories.restore': async (value, by) => {
      const restored = await keeping.restore(idsOf(value));
      if (restored.length > 0) activity.record({ kind: 'memories.restored', action: null, count: restored.length, by });
      return { restored };
    },
    /** "Forget everything this client wrote" (ruling 23). */
    'memories.forgetClient': async (value, by) => {
      const { action, written, forgotten } = await keeping.takeBack({ clientIds: await writingClients(deps, idOf(value)) }, idOf(value));
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
  const expires = parameters.expires === null ? null : readOptionalText(parameters, 'expires');
  return {
    id: readText(parameters, 'id'),
    content,
    tags: parameters.tags === undefined ? undefined : readOptionalTexts(parameters, 'tags'),
    kind: readOptionalText(parameters, 'kind'),
    metadata: metadata as Readonly<Record<string, unknown>> | undefined,
    expires: typeof expires === 'string' ? inUtc(expires) : expires,
  };
}
