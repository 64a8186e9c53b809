/** TCP sockets among what `lsof` and `netstat` list. */
import type { Connection } from '../process-table.ts';
import type { OpenFile } from './lsof.ts';

export type Listener = { readonly address: string; readonly pid: number; readonly device: string };

/** Only those of processes that this user may look into. */
export function listenersAmong(files: readonly OpenFile[], port: number): readonly Listener[] {
  return files
    .filter(({ name, state }) => state === 'LISTEN' && name.endsWith(`:${port}`))
    .map(({ name, type, pid, device }) => ({ address: plainAddress(name.slice(0, name.lastIndexOf(':')), type === 'IPv6'), pid, device }));
}

/** @returns the process at the other end */
export function peerAmong(files: readonly OpenFile[], { address, port, localPort }: Connection): number | null {
  const isOld = address.includes('.');
  const name = isOld ? `${address}:${port}->127.0.0.1:${localPort}` : `[${address}]:${port}->[::1]:${localPort}`;
  return files.find((file) => file.name === name)?.pid ?? null;
}

/** The addresses with a listener, whoever has it: `netstat -an` shows the sockets of all users, and no processes. */
export function addressesListening(output: string, port: number): readonly string[] {
  const rows = output.split('\n').map((line) => /^tcp(4|6|46)\s+\d+\s+\d+\s+(\S+)\.(\d+)\s+\S+\s+LISTEN\b/.exec(line));
  return rows.flatMap((row) => (row !== null && row[3] === String(port) ? [plainAddress(row[2] ?? '', row[1] !== '4')] : []));
}

function plainAddress(address: string, isNew: boolean): string {
  if (address === '*') return isNew ? '::' : '0.0.0.0';
  return address.replace(/^\[|\]$/g, '');
}
