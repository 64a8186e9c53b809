/**
 * The listening sockets of this computer, which stand first in `/proc/net/tcp` and `/proc/net/tcp6`. For the rows behind them the
 * kernel walks a hash table of half a million places (6 ms on a computer with 16 GiB), so nobody asks for those.
 */
import type { ProcFiles } from '../../../shared/machine.ts';
import type { Care } from '../process-table.ts';
import { isConnection } from './tcp-rows.ts';

type Table = { readonly table: string; readonly counts: string; readonly name: string };
const FOUR: Table = { table: '/proc/net/tcp', counts: '/proc/net/sockstat', name: 'TCP' };
const SIX: Table = { table: '/proc/net/tcp6', counts: '/proc/net/sockstat6', name: 'TCP6' };

/**
 * @param ownSix how many sockets the broker itself listens with on IPv6
 * @returns both tables as far as they list listeners, header included; null where they cannot be read
 */
export async function readListeningRows(files: ProcFiles, care: Care, ownSix: number): Promise<string | null> {
  const [four, six] = await Promise.all([readTable(files, FOUR, care, 0), readTable(files, SIX, care, ownSix)]);
  // Without IPv6 there is no second table. The first is everywhere.
  if (four === null || four.length === 0 || six === null) return null;
  return [...four, ...six].join('\n');
}

async function readTable(files: ProcFiles, { table, counts, name }: Table, care: Care, own: number): Promise<readonly string[] | null> {
  const most = care === 'exact' ? Number.POSITIVE_INFINITY : inUse(files.readSmall(counts), name);
  // Nobody else is there. With its last row the kernel would look for a connection as well, through the whole of its table.
  if (own > 0 && most <= own) return [];
  // The header is row 0.
  return files.readRows(table, (row, place) => place >= most || (place > 0 && isConnection(row)));
}

/**
 * Listening and connected sockets (proc(5), sockstat): behind as many rows there is nothing to look for. The kernel adds this up
 * from counts per processor that move meanwhile, so whoever makes them move could make it too low: not for `exact`.
 */
function inUse(counts: string | null, name: string): number {
  const count = new RegExp(`^${name}: inuse (\\d+)`, 'm').exec(counts ?? '')?.[1];
  return count === undefined ? Number.POSITIVE_INFINITY : Number(count);
}
