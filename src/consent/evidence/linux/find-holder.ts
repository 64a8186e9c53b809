import type { ProcFiles } from '../../../shared/machine.ts';

/** The process that holds a socket, by the socket's inode. */
export type Holders = ReadonlyMap<string, number>;
export type Order = 'oldest' | 'youngest';

/**
 * Which process holds each socket open.
 * @param inodes of the sockets
 * @param order of several processes that hold one, which counts; also where the search begins
 * @param signal ends the search early; what was found by then counts
 */
export async function findHolders(files: ProcFiles, inodes: readonly string[], order: Order, signal: AbortSignal): Promise<Holders> {
  const holders = new Map<string, number>();
  const open = new Set(inodes.map((inode) => `socket:[${inode}]`));
  if (open.size === 0) return holders;
  const pids = (await files.list('/proc'))
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .sort((left, right) => (order === 'oldest' ? left - right : right - left));
  for (const pid of pids) {
    if (open.size === 0 || signal.aborted) break;
    for (const link of await files.findLinks(`/proc/${pid}/fd`, open)) {
      holders.set(link.slice('socket:['.length, -1), pid);
      open.delete(link);
    }
  }
  return holders;
}
