/** The list of all processes, as the systems print it that have a tool for it. */
import type { Ancestor } from './ancestors.ts';

export type ProcessRow = {
  readonly pid: number;
  readonly parent: number;
  /** null where it could not be determined. */
  readonly uid: number | null;
  /** Grows with time; what it counts is the system's own matter. */
  readonly started: bigint;
  readonly path: string | null;
  readonly name: string | null;
};

export type ProcessRows = ReadonlyMap<number, ProcessRow>;

const LONGEST_CHAIN = 16;

export function rowsByPid(rows: readonly ProcessRow[]): ProcessRows {
  return new Map(rows.map((row) => [row.pid, row]));
}

/** @returns nearest first */
export function ancestorsOf(rows: ProcessRows, { parent, started }: ProcessRow): readonly Ancestor[] {
  const chain: Ancestor[] = [];
  let [pid, youngest] = [parent, started];
  while (chain.length < LONGEST_CHAIN) {
    const row = rows.get(pid);
    // A parent is older than its child; a younger one has only got the pid of a parent that ended.
    if (row === undefined || row.started > youngest) break;
    chain.push(row);
    [pid, youngest] = [row.parent, row.started];
  }
  return chain;
}

/** @returns null when it, or the process itself, has ended and another one has its pid */
export function parentOf(rows: ProcessRows, pid: number, started: string): ProcessRow | null {
  const row = rows.get(pid);
  const parent = row === undefined || String(row.started) !== started ? undefined : rows.get(row.parent);
  return row === undefined || parent === undefined || parent.started > row.started ? null : parent;
}
