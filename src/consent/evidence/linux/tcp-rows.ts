/** Reads `/proc/net/tcp` and `/proc/net/tcp6` (Linux, Documentation/networking/proc_net_tcp.rst). */

export type TcpRow = {
  readonly localAddress: string;
  readonly localPort: number;
  readonly remoteAddress: string;
  readonly remotePort: number;
  readonly listening: boolean;
  readonly uid: number;
  readonly inode: string;
};

const LISTEN = '0A';
const CLOSE = '07';

/** @param row a line of the table; one that just stops to listen is none */
export function isConnection(row: string): boolean {
  const state = row.trim().split(/\s+/, 4)[3];
  return state !== LISTEN && state !== CLOSE;
}

/** @returns the rows in which the port stands on either side; a table of thousands is not read row by row */
export function tcpRowsOf(table: string, port: number): readonly TcpRow[] {
  const needle = `:${port.toString(16).toUpperCase().padStart(4, '0')} `;
  const rows: TcpRow[] = [];
  for (let at = table.indexOf(needle); at !== -1; ) {
    const end = table.indexOf('\n', at);
    const row = readRow(table.slice(table.lastIndexOf('\n', at) + 1, end === -1 ? undefined : end));
    if (row !== null) rows.push(row);
    at = end === -1 ? -1 : table.indexOf(needle, end);
  }
  return rows;
}

function readRow(line: string): TcpRow | null {
  const [, local = '', remote = '', state, , , , uid, , inode] = line.trim().split(/\s+/);
  const [address, localPort] = local.split(':');
  const [remoteAddress, remotePort] = remote.split(':');
  if (
    address === undefined ||
    localPort === undefined ||
    remoteAddress === undefined ||
    remotePort === undefined ||
    inode === undefined ||
    !/^\d+$/.test(uid ?? '')
  )
    return null;
  return {
    localAddress: readAddress(address),
    localPort: Number.parseInt(localPort, 16),
    remoteAddress: readAddress(remoteAddress),
    remotePort: Number.parseInt(remotePort, 16),
    listening: state === LISTEN,
    uid: Number(uid),
    inode,
  };
}

/** Words of 32 bits in the order of the machine, which is little-endian wherever the broker runs. */
function readAddress(hex: string): string {
  const bytes = (hex.match(/.{8}/g) ?? []).flatMap((word) => (word.match(/../g) ?? []).reverse());
  const isMapped = bytes.length === 16 && bytes.slice(0, 12).join('') === '00000000000000000000FFFF';
  if (bytes.length === 4 || isMapped)
    return bytes
      .slice(-4)
      .map((byte) => Number.parseInt(byte, 16))
      .join('.');
  if (bytes.slice(0, 15).every((byte) => byte === '00')) return bytes[15] === '00' ? '::' : bytes[15] === '01' ? '::1' : `::${bytes[15]}`;
  return (bytes.join('').toLowerCase().match(/.{4}/g) ?? []).join(':');
}
