/** Reads what `netstat -ano` prints (Microsoft Learn, netstat): protocol, both ends, a state in the person's language, the process. */
import type { Connection } from '../process-table.ts';

export type TcpRow = {
  readonly local: string;
  readonly port: number;
  /** Address and port together; `0.0.0.0:0` and `[::]:0` of a listener, in every language. */
  readonly foreign: string;
  readonly pid: number;
};

export function tcpRows(output: string): readonly TcpRow[] {
  return output.split('\n').flatMap((line) => {
    const words = line.trim().split(/\s+/);
    const [protocol, near = '', foreign = ''] = words;
    const [, address, port] = /^(.+):(\d+)$/.exec(near) ?? [];
    const pid = words.at(-1) ?? '';
    if (protocol !== 'TCP' || address === undefined || words.length < 4 || !/^\d+$/.test(pid)) return [];
    return [{ local: address.replace(/^\[|(?:%\d+)?\]$/g, ''), port: Number(port), foreign, pid: Number(pid) }];
  });
}

export function listenersOn(rows: readonly TcpRow[], port: number): readonly TcpRow[] {
  return rows.filter((row) => row.port === port && (row.foreign === '0.0.0.0:0' || row.foreign === '[::]:0'));
}

/** @returns the process at the other end */
export function peerOn(rows: readonly TcpRow[], { address, port, localPort }: Connection): number | null {
  const broker = address.includes('.') ? `127.0.0.1:${localPort}` : `[::1]:${localPort}`;
  const row = rows.find((each) => each.local === address && each.port === port && each.foreign === broker);
  // 0 is what is left of a connection that its program has closed.
  return row === undefined || row.pid === 0 ? null : row.pid;
}
