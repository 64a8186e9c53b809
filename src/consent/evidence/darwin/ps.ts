import type { ProcessRow } from '../process-rows.ts';

/** The words for `ps` that `processRows` reads the answer to. No arguments of processes are among them. */
export const PS_WORDS = ['-axo', 'pid=,ppid=,uid=,lstart=,comm='];

/** `lstart` in the C locale: `Fri Nov 21 07:38:42 2026`. */
const ROW = /^\s*(\d+)\s+(\d+)\s+(-?\d+)\s+(\w{3}\s+\w{3}\s+\d+\s+[\d:]{8}\s+\d{4})\s+(.+?)\s*$/;

export function processRows(output: string): readonly ProcessRow[] {
  return output.split('\n').flatMap((line) => {
    const [, pid, parent, uid, lstart = '', command] = ROW.exec(line) ?? [];
    const started = Date.parse(`${lstart} UTC`);
    if (command === undefined || Number.isNaN(started)) return [];
    // A process can write over its command, so it is a claim; the executable comes from elsewhere.
    return [
      { pid: Number(pid), parent: Number(parent), uid: Number(uid), started: BigInt(started), path: command, name: command.split('/').at(-1) ?? command },
    ];
  });
}
