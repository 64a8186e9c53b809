/** Words looked for in every compartment, through the same search that clients have. */
import type { Compartments } from '../memory/compartments.ts';
import type { Memories } from '../memory/memories.ts';
import type { KeepingFilter, KeptMemory } from '../store/memory-keeping.ts';

type Asked = { readonly query: string; readonly filter: KeepingFilter; readonly limit: number };

const NOBODY = { clientId: '', clientName: null, grantId: '', program: null } as const;

export function createPersonSearch({ memories, compartments }: { readonly memories: Memories; readonly compartments: Compartments }) {
  /** @returns best first */
  return async ({ query, filter: { compartment: only, clientIds, source, tag, ...rest }, limit }: Asked): Promise<readonly KeptMemory[]> => {
    const places = only === undefined ? compartments.list().map(({ id }) => id) : [only];
    const filter = { ...given(rest), ...(tag === undefined ? {} : { tags: [tag] }) };
    // An author is often several clients to the index, so each is asked for.
    const asked = (clientIds ?? [undefined]).flatMap((client) => places.map((compartment) => ({ compartment, filter: { ...filter, ...given({ client }) } })));
    const pages = await Promise.all(asked.map((each) => memories.look({ ...NOBODY, compartment: each.compartment }, { query, filter: each.filter, limit })));
    const scores = new Map(pages.flatMap(({ items }) => items.map(({ memory, score }) => [memory.id, score] as const)));
    const kept = await Promise.all([...scores.keys()].map((id) => memories.keeping.find(id)));
    return (
      kept
        .filter((memory) => memory !== null && memory.forgottenAt === null)
        .filter((memory) => memory !== null)
        // What is only seen through a window belongs to another compartment, and a name may be another's id.
        .filter(({ compartment }) => only === undefined || compartment === only)
        .filter(({ provenance }) => clientIds === undefined || clientIds.some((id) => id === provenance.clientId))
        .filter(({ provenance }) => source === undefined || source === provenance.source)
        .sort((left, right) => (scores.get(right.id) ?? 0) - (scores.get(left.id) ?? 0))
        .slice(0, limit)
    );
  };
}

/** Without the members that were left out. */
function given<Members extends object>(members: Members): { [Name in keyof Members]?: NonNullable<Members[Name]> } {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as { [Name in keyof Members]?: NonNullable<Members[Name]> };
}
