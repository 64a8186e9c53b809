import type { LookAtOpener } from '../desk.ts';
import type { Connection, Owner, ProcessTable } from './process-table.ts';

export type OpenerAt = (connection: Connection) => LookAtOpener;

/**
 * Whose the program is that opened an authorization request. Only who must know looks, and once: the person may answer
 * long after the connection has been closed.
 */
export function createOpenerAt(processes: Pick<ProcessTable, 'peerOwnerOf'>): OpenerAt {
  return (connection) => {
    let seen: Promise<Owner> | undefined;
    return () => {
      seen ??= processes.peerOwnerOf(connection).catch(() => 'unknown');
      return seen;
    };
  };
}
