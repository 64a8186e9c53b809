/** Reads `/proc/PID/stat` and the user of `/proc/PID/status` (proc_pid_stat(5), proc_pid_status(5)). */

export type Stat = {
  /** Set by the process itself, at most 15 bytes. */
  readonly title: string;
  readonly parent: number;
  /** Clock ticks after the boot. */
  readonly started: string;
};

/** @returns null when this is not such a file */
export function readStat(text: string | null): Stat | null {
  // The title may hold blanks and parentheses of its own; the last parenthesis is the kernel's.
  const [open, close] = [text?.indexOf('(') ?? -1, text?.lastIndexOf(')') ?? -1];
  if (text === null || open === -1 || close < open) return null;
  const fields = text.slice(close + 2).split(' ');
  const [parent, started] = [fields[1], fields[19]];
  if (parent === undefined || started === undefined || !/^\d+$/.test(parent) || !/^\d+$/.test(started)) return null;
  return { title: text.slice(open + 1, close), parent: Number(parent), started };
}

/** @returns the effective user: what the process may do counts, not who it was */
export function readUid(status: string | null): number | null {
  const uid = /^Uid:\s+\d+\s+(\d+)/m.exec(status ?? '')?.[1];
  return uid === undefined ? null : Number(uid);
}
