import type { Memories } from '../memory/memories.ts';
import { AdminFault } from './fault.ts';
import { type FindRowDeps, findRow } from './find-row.ts';

type Deps = FindRowDeps & { readonly memories: Memories };

/**
 * Every id of the window's row; a client that was removed is known by the memories that it left.
 * @throws AdminFault when there is neither
 */
export async function writingClients(deps: Deps, id: string): Promise<readonly string[]> {
  if ((await deps.store.clients.find(id)) !== null) return (await findRow(deps, id)).view.clientIds;
  const { items } = await deps.memories.keeping.list({ clientIds: [id] }, { limit: 1 });
  if (items.length === 0)
    throw new AdminFault(
      `There is no client ${id}, and no memory that it wrote. See: gatehouse clients`,
      'This program is no longer here, and no memory is its own.',
    );
  return [id];
}
