/** Linux tells everything in `/proc`: every socket with its user, and the processes that we may look into. */
import type { ProcFiles } from '../../../shared/machine.ts';
import { createSingleFlight } from '../../../shared/single-flight.ts';
import { ownerOf } from '../owner.ts';
import {
  type Care,
  type Connection,
  type Listeners,
  type ListeningSocket,
  NOTHING_SEEN,
  type Owner,
  type ProcessTable,
  type Program,
} from '../process-table.ts';
import { shareLooks } from '../share-looks.ts';
import { within } from '../within.ts';
import { describe, describeParent } from './describe.ts';
import { findHolders, type Holders, type Order } from './find-holder.ts';
import { readListeningRows } from './listening-rows.ts';
import { seesEverybody } from './sees-everybody.ts';
import { type TcpRow, tcpRowsOf } from './tcp-rows.ts';

/** Milliseconds that one search may take. */
const LIMIT = 2_000;
/** The same for the other end of a connection: on a busy computer it is slow, and who has less patience has a limit of their own. */
const PEER_LIMIT = 8_000;

/**
 * @param ownUid the user the broker runs as
 * @param ownSix how many sockets it listens with on IPv6
 */
export function createLinuxProcessTable(files: ProcFiles, ownUid: number | null, ownSix = 0): ProcessTable {
  // A connection's program is often young; of several processes that share a listener the oldest has opened it.
  const holdersOfListeners = createSearch(files, 'oldest', LIMIT);
  const holdersOfConnections = createSearch(files, 'youngest', PEER_LIMIT);
  const readFour = shareLooks(() => files.read('/proc/net/tcp'));
  const readSix = shareLooks(() => files.read('/proc/net/tcp6'));
  const readListening = {
    quick: shareLooks(() => readListeningRows(files, 'quick', ownSix)),
    exact: shareLooks(() => readListeningRows(files, 'exact', ownSix)),
  };
  const once = createSingleFlight<Program | null>();
  // Where we run does not change while we run.
  let everybody: Promise<boolean> | undefined;

  async function programOf({ inode }: TcpRow, holders: Holders): Promise<Program | null> {
    const holder = holders.get(inode);
    if (holder === undefined) return null;
    const program = await once(String(holder.pid), () => describe(files, holder.pid));
    return program?.started === holder.started ? program : null;
  }

  async function listenersOf(port: number, care: Care = 'exact'): Promise<Listeners> {
    everybody ??= seesEverybody(files);
    const table = await readListening[care]([]);
    if (table === null) return NOTHING_SEEN;
    const rows = tcpRowsOf(table, port).filter((row) => row.listening && row.localPort === port);
    const unnamed = (row: TcpRow): ListeningSocket => ({ id: row.inode, address: row.localAddress, owner: ownerOf(row.uid, ownUid), program: null });
    const named = async (): Promise<ListeningSocket[]> => {
      const holders = await holdersOfListeners(rows);
      return Promise.all(rows.map(async (row) => ({ ...unnamed(row), program: await programOf(row, holders) })));
    };
    // That somebody listens, and which user, is known without the search.
    return { sockets: await within(LIMIT, named(), rows.map(unnamed)), complete: await everybody };
  }

  async function peerRow(connection: Connection): Promise<TcpRow | undefined> {
    const holds = (row: TcpRow) => isPeer(row, connection);
    // An IPv4 connection of an IPv6 socket stands in the other table, which is read only then: long tables take long.
    const [first, second] = connection.address.includes('.') ? [readFour, readSix] : [readSix, readFour];
    return tcpRowsOf((await first([])) ?? '', connection.port).find(holds) ?? tcpRowsOf((await second([])) ?? '', connection.port).find(holds);
  }

  async function peerOf(connection: Connection): Promise<Program | null> {
    const row = await peerRow(connection);
    return row === undefined ? null : programOf(row, await holdersOfConnections([row]));
  }

  // Whose a socket is stands beside it, so nobody's files are searched.
  const peerOwnerOf = async (connection: Connection): Promise<Owner> => ownerOf((await peerRow(connection))?.uid ?? null, ownUid);

  return {
    listenersOf,
    peerOf: (connection) => within(PEER_LIMIT, peerOf(connection), null),
    peerOwnerOf: (connection) => within(LIMIT, peerOwnerOf(connection), 'unknown'),
    starterOf: (program) => within(PEER_LIMIT, describeParent(files, program), null),
    running: (pid) => within(LIMIT, describe(files, pid), null),
  };
}

/** Both ends must fit: another loopback address may have a connection with the very same ports. */
function isPeer(row: TcpRow, { address, port, localPort }: Connection): boolean {
  const broker = address.includes('.') ? '127.0.0.1' : '::1';
  return !row.listening && row.localAddress === address && row.localPort === port && row.remoteAddress === broker && row.remotePort === localPort;
}

function createSearch(files: ProcFiles, order: Order, limit: number): (rows: readonly TcpRow[]) => Promise<Holders> {
  const search = shareLooks((inodes: readonly string[]) => findHolders(files, inodes, order, AbortSignal.timeout(limit)));
  return async (rows) => {
    // A connection that its program has closed has no inode any more.
    const inodes = rows.map(({ inode }) => inode).filter((inode) => inode !== '0');
    // Whoever looks for nothing need not wait for the search of somebody else.
    return inodes.length === 0 ? new Map() : search(inodes);
  };
}
