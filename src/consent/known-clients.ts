/** What a check of a request and a prompt need to know of every client, without asking the store. */
import type { Client } from '../store/auth-store.ts';
import { skeleton } from './name-warnings.ts';

type Known = { readonly id: string; readonly name: string | null; readonly rowKey: string; readonly program: string | null };

export type KnownClients = ReturnType<typeof createKnownClients>;

/** Knows nobody yet: all that are kept are remembered while the broker starts. */
export function createKnownClients() {
  const known = new Map<string, Known>();
  /** Ids by row, by what the eye sees of the name: a prompt looks a name up here and not along everybody who is connected. */
  const bySkeleton = new Map<string, Map<string, Set<string>>>();
  const skeletonOf = new Map<string, string>();

  function compare({ id, name, rowKey }: Known): void {
    if (name === null) return;
    const bare = skeleton(name);
    const rows = bySkeleton.get(bare) ?? new Map<string, Set<string>>();
    bySkeleton.set(bare, rows.set(rowKey, (rows.get(rowKey) ?? new Set()).add(id)));
    skeletonOf.set(id, bare);
  }
  /** @returns whether it was compared */
  function leave(id: string): boolean {
    const [bare, rowKey] = [skeletonOf.get(id), known.get(id)?.rowKey];
    if (bare === undefined || rowKey === undefined) return false;
    const rows = bySkeleton.get(bare);
    rows?.get(rowKey)?.delete(id);
    if (rows?.get(rowKey)?.size === 0) rows.delete(rowKey);
    if (rows?.size === 0) bySkeleton.delete(bare);
    return skeletonOf.delete(id);
  }

  return {
    /** A client that is kept, was registered, or changed. */
    remember(client: Client): void {
      const wasCompared = leave(client.id);
      const described = describe(client);
      known.set(client.id, described);
      if (wasCompared) compare(described);
    },
    forget(ids: readonly string[]): void {
      for (const id of ids) {
        leave(id);
        known.delete(id);
      }
    },
    /** It is connected: from now on others are compared with its name. */
    connected(id: string): void {
      const client = known.get(id);
      if (client !== undefined && !skeletonOf.has(id)) compare(client);
    },
    nameOf: (id: string): string | null => known.get(id)?.name ?? null,
    programOf: (id: string): string | null => known.get(id)?.program ?? null,
    isOfRow: (id: string, rowKey: string): boolean => known.get(id)?.rowKey === rowKey,
    /**
     * @param bare the skeleton of the name
     * @param ownRow which does not count
     * @param isConnected whether one that was connected still is
     */
    isTaken: (bare: string, ownRow: string, isConnected: (id: string) => boolean): boolean =>
      [...(bySkeleton.get(bare) ?? [])].some(([rowKey, ids]) => rowKey !== ownRow && [...ids].some(isConnected)),
  };
}

function describe({ id, label, name, rowKey, program }: Client): Known {
  return { id, name: label ?? name, rowKey, program: program?.path ?? null };
}
