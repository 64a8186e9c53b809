import type { ProgramFacts } from '../../store/auth-store.ts';
import type { Connection, ProcessTable } from './process-table.ts';
import { within } from './within.ts';

/** Milliseconds that a registration's answer waits for it. */
const PATIENCE = 2_000;

/** @returns what is kept with a registration; null when it could not be determined in time */
export type ProgramAt = (
  peer: Connection & { /** The same object for as long as the connection lives. */ readonly socket: object },
) => Promise<ProgramFacts | null>;

/** Which program is at the other end of a connection. */
export function createProgramAt(processes: ProcessTable): ProgramAt {
  // A connection belongs to the program that opened it, so it is looked up once; what was not found is looked for again.
  const known = new WeakMap<object, ProgramFacts>();

  async function lookUp({ address, port, localPort }: Connection): Promise<ProgramFacts | null> {
    const program = await within(PATIENCE, processes.peerOf({ address, port, localPort }), null);
    if (program === null) return null;
    const { pid, path, uid, name, parents } = program;
    return { pid, path, uid, name, parents };
  }

  return async (peer) => {
    const program = known.get(peer.socket) ?? (await lookUp(peer));
    if (program !== null) known.set(peer.socket, program);
    return program;
  };
}
