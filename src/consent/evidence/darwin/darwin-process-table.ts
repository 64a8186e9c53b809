/** macOS: `lsof` for what this user may see, `netstat` for the sockets of everybody, `ps` for the list of processes. */
import type { RunTool } from '../../../shared/machine.ts';
import { knownAncestors } from '../ancestors.ts';
import { calledAs } from '../called-as.ts';
import { claimedName, fileName, isInterpreter } from '../claimed-name.ts';
import { ownerOf } from '../owner.ts';
import { ancestorsOf, parentOf, rowsByPid } from '../process-rows.ts';
import type { Connection, Listeners, ListeningSocket, ProcessTable, Program } from '../process-table.ts';
import { shareLooks } from '../share-looks.ts';
import { type OpenFile, openFiles } from './lsof.ts';
import { PS_WORDS, processRows } from './ps.ts';
import { addressesListening, listenersAmong, peerAmong } from './sockets.ts';

/** Milliseconds that one tool may take. */
const LIMIT = 3_000;

/** @param ownUid the user the broker runs as */
export function createDarwinProcessTable(run: RunTool, ownUid: number | null): ProcessTable {
  const readSockets = shareLooks(async () => openFiles((await run('lsof', ['-nPw', '-iTCP', '-FpftdnT'], LIMIT)) ?? ''));
  const readAddresses = shareLooks(() => run('netstat', ['-an', '-p', 'tcp'], LIMIT));
  const readProcesses = shareLooks(async () => rowsByPid(processRows((await run('ps', PS_WORDS, LIMIT)) ?? '')));
  const readExecutables = shareLooks(async (pids: readonly number[]) => {
    const files = openFiles((await run('lsof', ['-nPw', '-a', '-p', [...new Set(pids)].join(','), '-d', 'txt', '-Fpfn'], LIMIT)) ?? '');
    return new Map([...files].reverse().map(({ pid, name }) => [pid, name]));
  });

  async function describe(pid: number): Promise<Program | null> {
    const [rows, executables] = await Promise.all([readProcesses([]), readExecutables([pid])]);
    const row = rows.get(pid);
    if (row === undefined) return null;
    // The first text file of a process is what it executes, and the kernel says so.
    const path = executables.get(pid) ?? null;
    const name = await nameOf(pid, path, row.name);
    const parents = knownAncestors(ancestorsOf(rows, row), name);
    // What `ps` calls the command is the first word of its command line.
    return { pid, path, uid: row.uid, name, parents, started: String(row.started), confined: false, calledAs: calledAs(row.path ?? undefined) };
  }

  /** An interpreter's file says nothing, so its command line is asked for, and all but the script's name forgotten. */
  async function nameOf(pid: number, path: string | null, title: string | null): Promise<string | null> {
    if (path === null || !isInterpreter(fileName(path))) return claimedName({ path, title, argv: [] });
    const command = (await run('ps', ['-ww', '-o', 'command=', '-p', String(pid)], LIMIT)) ?? '';
    return claimedName({ path, title: title === fileName(path) ? null : title, argv: command.trim().split(' ') });
  }

  async function listenersOf(port: number): Promise<Listeners> {
    const [files, table] = await Promise.all([readSockets([]), readAddresses([])]);
    const seen = await Promise.all(distinct(files, port).map(async ({ address, pid, device }) => socketOf(address, device, await describe(pid))));
    const unseen = addressesListening(table ?? '', port).filter((address) => !seen.some((socket) => socket.address === address));
    return { sockets: [...seen, ...unseen.map((address) => socketOf(address, `unseen ${address}`, null))], complete: table !== null };
  }

  function socketOf(address: string, id: string, program: Program | null): ListeningSocket {
    return { id, address, owner: ownerOf(program?.uid ?? null, ownUid), program };
  }

  async function peerOf(connection: Connection): Promise<Program | null> {
    const pid = peerAmong(await readSockets([]), connection);
    return pid === null ? null : describe(pid);
  }

  async function starterOf({ pid, started }: Program): Promise<Program | null> {
    const parent = parentOf(await readProcesses([]), pid, started);
    return parent === null ? null : describe(parent.pid);
  }

  const peerOwnerOf = async (connection: Connection) => ownerOf((await peerOf(connection))?.uid ?? null, ownUid);

  return { listenersOf, peerOf, peerOwnerOf, starterOf, running: describe };
}

/** Of several processes that share a socket, the first has opened it. */
function distinct(files: readonly OpenFile[], port: number) {
  const listeners = [...listenersAmong(files, port)].sort((left, right) => left.pid - right.pid);
  return listeners.filter(({ device }, index) => listeners.findIndex((each) => each.device === device) === index);
}
