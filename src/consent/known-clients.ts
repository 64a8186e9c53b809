/** What a check of a request and a prompt need to know of every client, without asking the store. */
import type { Client } from '../store/auth-store.ts';
import { skeleton } from './name-warnings.ts';

type Known = { readonly name: string | null; readonly rowKey: string; readonly program: string | null; skeleton: string | null };

/** @param clients all that are kept when the broker starts */
export function createKnownClients(clients: readonly Client[]) {
  const known = new Map(clients.map((client) => [client.id, describe(client)]));

  function skeletonOf(client: Known): string | null {
    if (client.skeleton === null && client.name !== null) client.skeleton = skeleton(client.name);
    return client.skeleton;
  }

  return {
    /** A client that was registered, or changed. */
    remember: (client: Client): void => void known.set(client.id, describe(client)),
    forget: (ids: readonly string[]): void => ids.forEach((id) => void known.delete(id)),
    nameOf: (id: string): string | null => known.get(id)?.name ?? null,
    programOf: (id: string): string | null => known.get(id)?.program ?? null,
    isOfRow: (id: string, rowKey: string): boolean => known.get(id)?.rowKey === rowKey,
    /** @returns skeletons of the names of these clients, without those of the row */
    skeletonsBeside: (rowKey: string, ids: readonly string[]): (string | null)[] =>
      ids.flatMap((id) => {
        const client = known.get(id);
        return client === undefined || client.rowKey === rowKey ? [] : [skeletonOf(client)];
      }),
  };
}

function describe({ label, name, rowKey, program }: Client): Known {
  return { name: label ?? name, rowKey, program: program?.path ?? null, skeleton: null };
}
