/** Reads what `lsof -F` prints: one field a line, its first letter says which (lsof(8), OUTPUT FOR OTHER PROGRAMS). */

export type OpenFile = {
  readonly pid: number;
  /** Number of the descriptor, or `txt` for what is executed. */
  readonly descriptor: string;
  /** `IPv4`, `IPv6`, `REG`, … */
  readonly type: string;
  /** Names a socket while it is open. */
  readonly device: string;
  readonly name: string;
  /** `LISTEN`, `ESTABLISHED`, … of a TCP socket. */
  readonly state: string;
};

const MEMBERS: readonly (readonly [string, 'type' | 'device' | 'name' | 'state'])[] = [
  ['TST=', 'state'],
  ['t', 'type'],
  ['d', 'device'],
  ['n', 'name'],
];

export function openFiles(output: string): readonly OpenFile[] {
  const files: { -readonly [Member in keyof OpenFile]: OpenFile[Member] }[] = [];
  let pid = 0;
  for (const line of output.split('\n')) {
    if (line.startsWith('p')) pid = Number(line.slice(1));
    if (line.startsWith('f')) files.push({ pid, descriptor: line.slice(1), type: '', device: '', name: '', state: '' });
    const file = files.at(-1);
    const [prefix, member] = MEMBERS.find(([start]) => line.startsWith(start)) ?? [];
    // What stands before a process's first file is about the process.
    if (file?.pid === pid && prefix !== undefined && member !== undefined) file[member] = line.slice(prefix.length);
  }
  return files;
}
