/** Windows: `netstat` for the sockets of everybody with their processes, PowerShell for what these are. */
import type { RunTool } from '../../../shared/machine.ts';
import { knownAncestors } from '../ancestors.ts';
import { calledAs } from '../called-as.ts';
import { claimedName, fileName } from '../claimed-name.ts';
import { ownerOf } from '../owner.ts';
import { ancestorsOf, parentOf, rowsByPid } from '../process-rows.ts';
import type { Connection, Listeners, ListeningSocket, ProcessTable, Program } from '../process-table.ts';
import { shareLooks } from '../share-looks.ts';
import { listWords, windowsProcesses } from './list-processes.ts';
import { listenersOn, peerOn, type TcpRow, tcpRows } from './netstat.ts';
import { OWN_UID } from './uid-of-sid.ts';

/** Milliseconds. PowerShell alone takes one or two seconds when it has not run for a while. */
const LIMIT = { netstat: 3_000, powershell: 8_000 };

export function createWindowsProcessTable(run: RunTool): ProcessTable {
  const readSockets = shareLooks(() => run('netstat', ['-ano'], LIMIT.netstat));
  const readProcesses = shareLooks(async (pids: readonly number[]) => windowsProcesses((await run('powershell', listWords(pids), LIMIT.powershell)) ?? ''));

  async function describe(pid: number): Promise<Program | null> {
    const processes = (await readProcesses([pid])).map(withoutEnding);
    const process = processes.find((each) => each.pid === pid);
    if (process === undefined) return null;
    const { path, uid, started, command } = process;
    const title = process.name === null || path === null || fileName(path) !== process.name ? process.name : null;
    const argv = wordsOf(command ?? '');
    const name = claimedName({ path, title, argv });
    const parents = knownAncestors(ancestorsOf(rowsByPid(processes), process), name);
    return { pid, path, uid, name, parents, started: String(started), confined: false, calledAs: calledAs(argv[0]) };
  }

  /** Windows gives a pid to the next process at once: whoever was described must still hold the socket. */
  async function holding(pid: number, holds: (now: readonly TcpRow[]) => boolean): Promise<Program | null> {
    const program = await describe(pid);
    return holds(tcpRows((await readSockets([])) ?? '')) ? program : null;
  }

  async function listenersOf(port: number): Promise<Listeners> {
    const table = await readSockets([]);
    const rows = listenersOn(tcpRows(table ?? ''), port);
    const sockets = await Promise.all(
      rows.map(async ({ local, pid }): Promise<ListeningSocket> => {
        const program = await holding(pid, (now) => listenersOn(now, port).some((row) => row.local === local && row.pid === pid));
        return { id: `${local} ${pid}`, address: local, owner: ownerOf(program?.uid ?? null, OWN_UID), program };
      }),
    );
    return { sockets, complete: table !== null };
  }

  async function peerOf(connection: Connection): Promise<Program | null> {
    const pid = peerOn(tcpRows((await readSockets([])) ?? ''), connection);
    return pid === null ? null : holding(pid, (now) => peerOn(now, connection) === pid);
  }

  async function starterOf({ pid, started }: Program): Promise<Program | null> {
    const parent = parentOf(rowsByPid(await readProcesses([pid])), pid, started);
    return parent === null ? null : describe(parent.pid);
  }

  const peerOwnerOf = async (connection: Connection) => ownerOf((await peerOf(connection))?.uid ?? null, OWN_UID);

  return { listenersOf, peerOf, peerOwnerOf, starterOf, running: describe };
}

function wordsOf(command: string): readonly string[] {
  return [...command.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');
}

function withoutEnding<Row extends { readonly name: string | null }>(row: Row): Row {
  return { ...row, name: row.name === null ? null : fileName(row.name) };
}
