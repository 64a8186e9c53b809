/** Words looked for in every compartment, through the same search that clients have. */
import type { Compartments } from '../memory/compartments.ts';
import type { Memories } from '../memory/memories.ts';
import type { KeptMemory } from '../store/memory-keeping.ts';

type Asked = { readonly query: string; readonly compartment: string | undefined; readonly limit: number };

const NOBODY = { clientId: '', clientName: null, grantId: '', program: null } as const;

export function createPersonSearch({ memories, compartments }: { readonly memories: Memories; readonly compartments: Compartments }) {
  /** @returns best first */
  return async ({ query, compartment: only, limit }: Asked): Promise<readonly KeptMemory[]> => {
    const places = only === undefined ? compartments.list().map(({ id }) => id) : [only];
    const pages = await Promise.all(places.map((compartment) => memories.search({ ...NOBODY, compartment }, { query, filter: {}, limit })));
    const scores = new Map(pages.flatMap(({ items }) => items.map(({ memory, score }) => [memory.id, score] as const)));
    const kept = await Promise.all([...scores.keys()].map((id) => memories.keeping.find(id)));
    return (
      kept
        // What is only seen through a window belongs to another compartment.
        .filter((memory) => memory !== null && memory.forgottenAt === null && (only === undefined || memory.compartment === only))
        .filter((memory) => memory !== null)
        .sort((left, right) => (scores.get(right.id) ?? 0) - (scores.get(left.id) ?? 0))
        .slice(0, limit)
    );
  };
}
