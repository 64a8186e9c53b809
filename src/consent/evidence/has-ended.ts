import type { ProcessTable, Program } from './process-table.ts';

/** @returns whether a process has ended; false while that cannot be told */
export type HasEnded = (bound: Pick<Program, 'pid' | 'started'>) => Promise<boolean>;

/** @param ownPid of the broker: while not even that is seen, nothing follows from seeing nothing */
export function createHasEnded({ running }: Pick<ProcessTable, 'running'>, ownPid: number): HasEnded {
  return async ({ pid, started }) => (await running(pid))?.started !== started && (await running(ownPid)) !== null;
}
