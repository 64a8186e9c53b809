import type { ProgramFacts } from '../../store/auth-store.ts';
import type { Connection, ProcessTable } from './process-table.ts';
import { within } from './within.ts';

/** Milliseconds that a registration's answer waits for it. */
const PATIENCE = 2_000;

/**
 * Which program is at the other end of a connection, as far as it is kept with a registration.
 * @returns null when that could not be determined in time
 */
export function createProgramAt(processes: ProcessTable): (connection: Connection) => Promise<ProgramFacts | null> {
  return async (connection) => {
    const program = await within(PATIENCE, processes.peerOf(connection), null);
    if (program === null) return null;
    const { pid, path, uid, name, parents } = program;
    return { pid, path, uid, name, parents };
  };
}
