/** The person looks at memories, in every compartment: listed, found, read, with their history and what they can be filtered by. */
import type { Compartments } from '../memory/compartments.ts';
import type { Memories } from '../memory/memories.ts';
import type { Clock } from '../shared/edge.ts';
import type { MemoryFacetsView } from '../shared/views.ts';
import type { AuthStore } from '../store/auth-store.ts';
import type { KeepingFilter, KeptMemory, Listed } from '../store/memory-keeping.ts';
import { AdminFault } from './fault.ts';
import { findCompartment } from './find-compartment.ts';
import { memoryView, versionView } from './memory-views.ts';
import type { Admin } from './method.ts';
import { type Parameters, readChoice, readNumber, readObject, readOptionalText, readText } from './parameters.ts';
import { inThePersonsWords } from './person-fault.ts';
import { createPersonSearch } from './person-search.ts';
import { writingClients } from './writing-clients.ts';

type Deps = { readonly store: AuthStore; readonly memories: Memories; readonly compartments: Compartments; readonly clock: Clock };

const USUAL = 50;
const MOST = 500;
/** Characters of each content. */
const MOST_SHOWN = 100_000;
const SOURCES = ['client', 'person', 'import'] as const;

export function memoryLooks(deps: Deps): Admin {
  const { store, memories, compartments } = deps;
  const { keeping } = memories;
  const search = createPersonSearch({ memories, compartments });
  const idOf = (value: unknown): string => readText(readObject(value), 'id');
  const compartmentOf = (parameters: Parameters): string | undefined => {
    const named = readOptionalText(parameters, 'compartment');
    return named === undefined ? undefined : findCompartment(named, compartments.list()).id;
  };

  async function filterOf(parameters: Parameters): Promise<KeepingFilter> {
    const client = readOptionalText(parameters, 'client');
    return {
      compartment: compartmentOf(parameters),
      clientIds: client === undefined ? undefined : await writingClients(deps, client),
      source: readChoice(parameters, 'source', SOURCES),
      kind: readOptionalText(parameters, 'kind'),
      tag: readOptionalText(parameters, 'tag'),
      after: readNumber(parameters, 'after', Number.MAX_SAFE_INTEGER),
      before: readNumber(parameters, 'before', Number.MAX_SAFE_INTEGER),
    };
  }

  async function listView({ items, next }: Listed<KeptMemory>, cut: number | undefined) {
    const reads = new Map((await keeping.lastReads(items.map(({ id }) => id))).map((read) => [read.id, read]));
    return { memories: items.map((memory) => memoryView(memory, { compartments, lastRead: reads.get(memory.id), cut })), next };
  }

  return {
    /** `cut`: so many characters of each content, because a page of long ones is megabytes. */
    'memories.list': async (value) => {
      const parameters = readObject(value);
      const page = { limit: readNumber(parameters, 'limit', MOST) ?? USUAL, before: readOptionalText(parameters, 'cursor') };
      return listView(await keeping.list(await filterOf(parameters), page), readNumber(parameters, 'cut', MOST_SHOWN));
    },
    /** Best first. Words alone say how many pages there are: what is not on the first is asked for with more words. */
    'memories.search': async (value) => {
      const parameters = readObject(value);
      const asked = { query: readText(parameters, 'query'), filter: await filterOf(parameters), limit: readNumber(parameters, 'limit', 100) ?? USUAL };
      return listView({ items: await inThePersonsWords(() => search(asked)), next: null }, readNumber(parameters, 'cut', MOST_SHOWN));
    },
    'memories.get': async (value) => {
      const memory = await keeping.find(idOf(value));
      if (memory === null) throw new AdminFault(`There is no memory ${idOf(value)}.`);
      const { memories: views } = await listView({ items: [memory], next: null }, undefined);
      return { memory: views[0] };
    },
    'memories.history': async (value) => ({ versions: (await inThePersonsWords(() => keeping.history(idOf(value)))).map(versionView) }),
    'memories.facets': async (value): Promise<MemoryFacetsView> => {
      const { tags, kinds, clients } = await keeping.facets(compartmentOf(readObject(value)));
      const rows = new Map((await store.clients.list()).map(({ id, rowKey }) => [id, rowKey]));
      // One per row: the same program registers again and again.
      const authors = new Map(clients.map((client) => [rows.get(client.id) ?? client.id, client]));
      return { tags, kinds, clients: [...authors.values()] };
    },
  };
}
