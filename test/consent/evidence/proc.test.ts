/** What `/proc` says, and what must not be read into it: an in-memory `/proc` that changes between two looks. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { describe as describeProcess } from '../../../src/consent/evidence/linux/describe.ts';
import { createLinuxProcessTable } from '../../../src/consent/evidence/linux/linux-process-table.ts';
import { readStat, readUid } from '../../../src/consent/evidence/linux/stat.ts';
import { tcpRowsOf } from '../../../src/consent/evidence/linux/tcp-rows.ts';
import type { Care } from '../../../src/consent/evidence/process-table.ts';
import { procFiles } from '../../../src/edge/machine/proc-files.ts';
import type { ProcFiles } from '../../../src/shared/machine.ts';
import { removeDirectory, temporaryDirectory } from '../../support/broker.ts';

type Files = Readonly<Record<string, string>>;

/** A path that ends in `/` is a directory of links, its value the targets. */
function proc(files: Files): ProcFiles {
  const names = Object.keys(files).map((path) => path.split('/')[2] ?? '');
  return {
    read: async (path) => files[path] ?? '',
    readSmall: (path) => files[path] ?? null,
    readRows: async (path, ends) => {
      const rows = (files[path] ?? '').split('\n').slice(0, -1);
      return rows.slice(0, rows.findIndex(ends) + 1 || rows.length);
    },
    readLink: async (path) => files[path] ?? null,
    list: async () => [...new Set(names)],
    findLinks: async (directory, targets) => new Set((files[`${directory}/`] ?? '').split(' ').filter((target) => targets.has(target))),
  };
}

const stat = (pid: number, title: string, parent: number, started: number) =>
  `${pid} (${title}) S ${parent} ${pid} ${pid} 0 -1 4194560 0 0 0 0 0 0 0 0 20 0 1 0 ${started} 0 0`;
const process = (pid: number, name: string, parent: number, started: number): Files => ({
  [`/proc/${pid}/stat`]: stat(pid, name, parent, started),
  [`/proc/${pid}/status`]: `Name:\t${name}\nUid:\t1000\t1000\t1000\t1000\n`,
  [`/proc/${pid}/exe`]: `/opt/${name}/${name}`,
  [`/proc/${pid}/cmdline`]: `${name}\0`,
});

describe('/proc/PID/stat (proc_pid_stat(5))', () => {
  it.each([
    ['a plain title', stat(7, 'node', 3, 900), { title: 'node', parent: 3, started: '900' }],
    ['a title that imitates the rest of the line', stat(7, 'x) S 1 (y', 3, 900), { title: 'x) S 1 (y', parent: 3, started: '900' }],
    ['a title with a line break', stat(7, 'a\nb', 3, 900), { title: 'a\nb', parent: 3, started: '900' }],
  ])('%s', (_what, text, expected) => {
    expect(readStat(text)).toEqual(expected);
  });

  it.each([[''], ['7 (node'], ['7 (node) S'], ['7 (node) S x y'], [null]])('%j is none', (text) => {
    expect(readStat(text)).toBeNull();
  });

  it('the effective user counts', () => {
    expect(readUid('Name:\tsudo\nUid:\t1000\t0\t0\t0\nGid:\t1000\t1000\t1000\t1000\n')).toBe(0);
    expect(readUid('Name:\tnode\n')).toBeNull();
    expect(readUid(null)).toBeNull();
  });
});

describe('/proc/net/tcp and tcp6', () => {
  // Documented: the line of Documentation/networking/proc_net_tcp.rst, and one of proc_pid_net(5)'s form for a listener.
  const table = [
    '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode',
    '  46: 010310AC:9C4C 030310AC:1770 01 00000150:00000000 01:00000019 00000000  1000        0 54165785 4 cd1e6040 25 4 27 3 -1',
    '   1: 0100007F:10BB 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 777 1 0 100 0 0 10 0',
  ].join('\n');

  it('reads addresses, ports, user and inode', () => {
    expect(tcpRowsOf(table, 40_012)).toEqual([
      { localAddress: '172.16.3.1', localPort: 40_012, remoteAddress: '172.16.3.3', remotePort: 6000, listening: false, uid: 1000, inode: '54165785' },
    ]);
    expect(tcpRowsOf(table, 4283)).toEqual([
      { localAddress: '127.0.0.1', localPort: 4283, remoteAddress: '0.0.0.0', remotePort: 0, listening: true, uid: 0, inode: '777' },
    ]);
    expect(tcpRowsOf(table, 1)).toEqual([]);
  });

  it.each([
    ['00000000000000000000000001000000', '::1'],
    ['00000000000000000000000000000000', '::'],
    ['0000000000000000FFFF00000100007F', '127.0.0.1'],
    ['B80D0120000000000000000001000000', '2001:0db8:0000:0000:0000:0000:0000:0001'],
  ])('%s is %s', (hex, address) => {
    const line = `   0: ${hex}:10BB 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 5 1 0`;
    expect(tcpRowsOf(line, 4283).map(({ localAddress }) => localAddress)).toEqual([address]);
  });

  it.each(['', 'nonsense :10BB ', '  0: 0100007F:10BB 00000000:0000 0A 0:0 0:0 0 user 0 5'])('%j has no rows', (text) => {
    expect(tcpRowsOf(text, 4283)).toEqual([]);
  });
});

describe('a process and its parents', () => {
  it('an orphan whose parent’s pid went to a younger process has no parent', async () => {
    const files = proc({ ...process(50, 'tool', 40, 900), ...process(40, 'innocent', 1, 1_000) });
    expect((await describeProcess(files, 50))?.parents).toEqual([]);
  });

  it('a file that is many programs says which one it is', async () => {
    const files = proc({ ...process(50, 'box', 1, 900), '/proc/50/cmdline': '/bin/sh\0-c\0secret\0' });
    expect(await describeProcess(files, 50)).toMatchObject({ path: '/opt/box/box', calledAs: 'sh' });
  });

  it('parents that name each other come to an end', async () => {
    const files = proc({ ...process(50, 'tool', 40, 900), ...process(40, 'one', 41, 900), ...process(41, 'two', 40, 900) });
    expect((await describeProcess(files, 50))?.parents).toEqual(['one', 'two', 'one']);
  });

  it('a pid that passed on to another process while it was looked at is nobody', async () => {
    let looks = 0;
    const files = proc(process(50, 'tool', 1, 900));
    const changing: ProcFiles = {
      ...files,
      read: async (path) => {
        if (path !== '/proc/50/stat') return files.read(path);
        looks += 1;
        return stat(50, 'tool', 1, looks === 1 ? 900 : 901);
      },
    };
    expect(await describeProcess(changing, 50)).toBeNull();
  });

  it('an executable that was replaced while it runs keeps its name, and one with mounts of its own is told apart', async () => {
    const files = { ...process(50, 'tool', 1, 900), '/proc/50/exe': '/opt/tool/tool (deleted)', '/proc/50/ns/mnt': 'mnt:[2]', '/proc/self/ns/mnt': 'mnt:[1]' };
    expect(await describeProcess(proc(files), 50)).toMatchObject({ path: '/opt/tool/tool', confined: true });
  });
});

describe('the other end of a connection', () => {
  const row = (local: string, remote: string, inode: number) =>
    `   0: ${local} ${remote} 01 00000000:00000000 00:00000000 00000000  1000        0 ${inode} 1 0\n`;

  it('is not the program that has the same ports on another loopback address', async () => {
    const files = proc({
      '/proc/net/tcp': [row('0200007F:C73C', '0100007F:10BB', 11), row('0100007F:C73C', '0200007F:10BB', 12), row('0100007F:C73C', '0100007F:10BB', 13)].join(
        '',
      ),
      ...process(61, 'first', 1, 900),
      '/proc/61/fd/': 'socket:[11]',
      ...process(62, 'second', 1, 900),
      '/proc/62/fd/': 'socket:[12]',
      ...process(63, 'third', 1, 900),
      '/proc/63/fd/': 'socket:[13]',
    });
    const peer = await createLinuxProcessTable(files, 1000).peerOf({ address: '127.0.0.1', port: 0xc73c, localPort: 4283 });
    expect(peer?.name).toBe('third');
  });

  it('is nobody when the pid passed on to another process after it was found', async () => {
    const files = proc({ '/proc/net/tcp': row('0100007F:C73C', '0100007F:10BB', 11), ...process(61, 'first', 1, 900), '/proc/61/fd/': 'socket:[11]' });
    let looks = 0;
    const changing: ProcFiles = {
      ...files,
      read: async (path) => {
        if (path !== '/proc/61/stat') return files.read(path);
        looks += 1;
        return stat(61, 'first', 1, looks === 1 ? 900 : 901);
      },
    };
    expect(await createLinuxProcessTable(changing, 1000).peerOf({ address: '127.0.0.1', port: 0xc73c, localPort: 4283 })).toBeNull();
  });

  it('of several processes that share a listener, the oldest has opened it', async () => {
    const files = proc({
      '/proc/net/tcp': '   0: 0100007F:C73C 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 11 1 0\n',
      ...process(70, 'worker', 60, 950),
      '/proc/70/fd/': 'socket:[11]',
      ...process(60, 'server', 1, 900),
      '/proc/60/fd/': 'socket:[11]',
    });
    const { sockets } = await createLinuxProcessTable(files, 1000).listenersOf(0xc73c);
    expect(sockets.map(({ program }) => program?.name)).toEqual(['server']);
  });
});

describe('the listening sockets (proc(5), /proc/net/tcp)', () => {
  const row = (state: string, port: string, inode: number) =>
    `   0: 0100007F:${port} 00000000:0000 ${state} 00000000:00000000 00:00000000 00000000  1000        0 ${inode} 1 0\n`;
  const header = '  sl  local_address rem_address   st\n';
  const ports = async (files: Files, care: Care) => {
    const { sockets } = await createLinuxProcessTable(proc(files), 1000).listenersOf(0xc73c, care);
    return sockets.map(({ id }) => id);
  };

  it.each(['quick', 'exact'] as const)('%s: behind others, and behind one that just stops to listen', async (care) => {
    const tcp = `${header}${row('0A', '0016', 1)}${row('07', '0017', 2)}${row('0A', 'C73C', 3)}${row('01', 'C73C', 4)}`;
    expect(await ports({ '/proc/net/tcp': tcp, '/proc/net/sockstat': 'sockets: used 9\nTCP: inuse 4 orphan 0\n' }, care)).toEqual(['3']);
  });

  it('quick: asks for no row behind those that the kernel counts', async () => {
    const asked: string[] = [];
    const files = proc({
      '/proc/net/tcp': `${header}${row('0A', 'C73C', 3)}${row('0A', 'C73C', 4)}`,
      '/proc/net/sockstat': 'TCP: inuse 1\n',
      '/proc/net/tcp6': header,
      '/proc/net/sockstat6': 'TCP6: inuse 0\n',
    });
    const watched: ProcFiles = {
      ...files,
      readRows: (path, ends) =>
        files.readRows(path, (line, place) => {
          asked.push(`${path} ${place}`);
          return ends(line, place);
        }),
    };
    await createLinuxProcessTable(watched, 1000).listenersOf(0xc73c, 'quick');
    expect(asked).toEqual(['/proc/net/tcp 0', '/proc/net/tcp 1', '/proc/net/tcp6 0']);
  });

  it('exact: a count that somebody made too low hides nothing', async () => {
    const files = { '/proc/net/tcp': `${header}${row('0A', '0016', 1)}${row('0A', 'C73C', 3)}`, '/proc/net/sockstat': 'TCP: inuse 1\n' };
    expect(await ports(files, 'exact')).toEqual(['3']);
  });
});

describe('rows of a file', () => {
  const directory = temporaryDirectory();
  const path = join(directory, 'table');
  writeFileSync(path, Array.from({ length: 40 }, (_, place) => `${place} ${'x'.repeat(place * 9)}\n`).join(''));
  afterAll(() => removeDirectory(directory));

  it('come whole, whatever their length, up to the one that ends it', async () => {
    const all = readFileSync(path, 'utf8').split('\n');
    expect(await procFiles.readRows(path, (_row, place) => place === 30)).toEqual(all.slice(0, 31));
    expect(await procFiles.readRows(path, () => false)).toEqual(all.slice(0, 40));
  });

  it('are none where there is no file, and unknown where it cannot be read', async () => {
    expect(await procFiles.readRows(join(directory, 'none'), () => false)).toEqual([]);
    expect(await procFiles.readRows(directory, () => false)).toBeNull();
  });
});
