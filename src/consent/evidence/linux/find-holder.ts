import type { ProcFiles } from '../../../shared/machine.ts';
import { readStat } from './stat.ts';

/** A process for good: the pid alone is used again. */
export type Holder = { readonly pid: number; readonly started: string };
/** The process that holds a socket, by the socket's inode. */
export type Holders = ReadonlyMap<string, Holder>;
export type Order = 'oldest' | 'youngest';

/**
 * Which process holds each socket open.
 * @param inodes of the sockets
 * @param order of several processes that hold one, which counts; also where the search begins
 * @param signal ends the search early; what was found by then counts
 */
export async function findHolders(files: ProcFiles, inodes: readonly string[], order: Order, signal: AbortSignal): Promise<Holders> {
  const holders = new Map<string, Holder>();
  const open = new Set(inodes.map((inode) => `socket:[${inode}]`));
  if (open.size === 0) return holders;
  const pids = (await files.list('/proc'))
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .sort((left, right) => (order === 'oldest' ? left - right : right - left));
  for (const pid of pids) {
    if (open.size === 0 || signal.aborted) break;
    const seen = await files.findLinks(`/proc/${pid}/fd`, open);
    const started = seen.size === 0 ? undefined : readStat(await files.read(`/proc/${pid}/stat`))?.started;
    if (started === undefined) continue;
    // Before its start was read the pid may have passed on to another process: it must still hold them.
    for (const link of await files.findLinks(`/proc/${pid}/fd`, seen)) {
      holders.set(link.slice('socket:['.length, -1), { pid, started });
      open.delete(link);
    }
  }
  return holders;
}
