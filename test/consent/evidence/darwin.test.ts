import { describe, expect, it } from 'vitest';
import { createDarwinProcessTable } from '../../../src/consent/evidence/darwin/darwin-process-table.ts';
import { openFiles } from '../../../src/consent/evidence/darwin/lsof.ts';
import { processRows } from '../../../src/consent/evidence/darwin/ps.ts';
import { addressesListening } from '../../../src/consent/evidence/darwin/sockets.ts';
import type { RunTool } from '../../../src/shared/machine.ts';
import { DARWIN_NETSTAT, LSOF_EXECUTABLES, LSOF_SOCKETS, PS_COMMAND, PS_PROCESSES } from './samples.ts';

/** A Mac on which each tool prints the sample, unless told otherwise. */
function mac(answers: { readonly [name: string]: string | null } = {}) {
  const asked: string[] = [];
  const run: RunTool = async (tool, words) => {
    const name = tool === 'lsof' && words.includes('txt') ? 'executables' : tool === 'ps' && words.includes('command=') ? 'command' : tool;
    asked.push(name);
    const samples: Record<string, string> = {
      lsof: LSOF_SOCKETS,
      executables: LSOF_EXECUTABLES,
      ps: PS_PROCESSES,
      command: PS_COMMAND,
      netstat: DARWIN_NETSTAT,
    };
    return name in answers ? (answers[name] ?? null) : (samples[name] ?? null);
  };
  return { table: createDarwinProcessTable(run, 501), asked };
}

const node = {
  pid: 4711,
  path: '/opt/homebrew/Cellar/node/24.1.0/bin/node',
  uid: 501,
  name: 'assistant',
  parents: ['claude', 'Terminal'],
  started: String(Date.UTC(2026, 10, 21, 7, 38, 42)),
  confined: false,
  calledAs: 'node',
};

describe('macOS: who listens on a port (documented samples)', () => {
  it('names the process that opened the socket, its executable, user, script and parents', async () => {
    expect(await mac().table.listenersOf(51_004)).toEqual({
      complete: true,
      sockets: [
        { id: '0xa42a1d0ade5d3585', address: '127.0.0.1', owner: 'self', program: node },
        { id: '0xa42a1d0ad67f7a5d', address: '::1', owner: 'self', program: node },
      ],
    });
  });

  it('an application is named by its file', async () => {
    const { sockets } = await mac().table.listenersOf(8080);
    expect(sockets.map(({ address, program }) => [address, program?.path, program?.name])).toEqual([
      ['::', '/Applications/Cursor.app/Contents/MacOS/Cursor', 'Cursor'],
    ]);
  });

  it('a socket of somebody else is there, and nothing is claimed of it', async () => {
    expect((await mac().table.listenersOf(62_981)).sockets).toEqual([{ id: 'unseen 0.0.0.0', address: '0.0.0.0', owner: 'unknown', program: null }]);
  });

  it('nobody listens where netstat shows nobody', async () => {
    expect(await mac().table.listenersOf(9)).toEqual({ sockets: [], complete: true });
  });

  it('"nobody" is not said when netstat could not be asked', async () => {
    expect(await mac({ netstat: null, lsof: null }).table.listenersOf(51_004)).toEqual({ sockets: [], complete: false });
  });

  it.each([
    ['ps', null],
    ['ps', 'something else'],
    ['executables', null],
  ])('without an answer of %s (%j) less is known', async (name, answer) => {
    const { sockets } = await mac({ [name]: answer }).table.listenersOf(8080);
    expect(sockets.map(({ address, program }) => [address, program?.path ?? null])).toEqual([['::', null]]);
  });

  it('no word of a command line is kept but the name of the script', async () => {
    const seen = JSON.stringify(await mac().table.listenersOf(51_004));
    expect(seen).toContain('assistant');
    expect(seen).not.toContain('letmein');
  });
});

describe('macOS: who is at the other end of a connection (documented samples)', () => {
  it.each([
    ['127.0.0.1', 52_044, 4711],
    ['::1', 52_045, 5000],
    ['127.0.0.1', 52_045, undefined],
    ['127.0.0.1', 1, undefined],
  ])('%s %i', async (address, port, pid) => {
    expect((await mac().table.peerOf({ address, port, localPort: 4283 }))?.pid).toBe(pid);
  });

  it('a hundred questions at once are a few runs of each tool', async () => {
    const { table, asked } = mac();
    await Promise.all(Array.from({ length: 100 }, () => table.peerOf({ address: '::1', port: 52_045, localPort: 4283 })));
    expect(asked.length).toBeLessThan(12);
  });
});

describe('what the tools of macOS print', () => {
  it('lsof: what stands before the first file of a process belongs to none', () => {
    expect(openFiles('p1\nf3\nna\np2\nnb\nf4\nnc\n').map(({ pid, name }) => [pid, name])).toEqual([
      [1, 'a'],
      [2, 'c'],
    ]);
  });

  it.each(['', 'lsof: illegal option\n', '\n\n', 'nowhere\n'])('lsof: %j has no files', (output) => {
    expect(openFiles(output)).toEqual([]);
  });

  it('ps: an application may have blanks in its name, and days have one figure or two', () => {
    const line = '  77   1   501 Sat Nov  7 08:00:00 2026     /Applications/Visual Studio Code.app/Contents/MacOS/Code Helper (Plugin)\n';
    expect(processRows(line)).toEqual([
      {
        pid: 77,
        parent: 1,
        uid: 501,
        started: BigInt(Date.UTC(2026, 10, 7, 8)),
        path: '/Applications/Visual Studio Code.app/Contents/MacOS/Code Helper (Plugin)',
        name: 'Code Helper (Plugin)',
      },
    ]);
  });

  it.each(['', 'PID PPID', '  1 0 0 sometime /sbin/launchd', '  1 0 0 Xxx Yyy 99 99:99:99 2026 /sbin/launchd'])('ps: %j has no rows', (output) => {
    expect(processRows(output)).toEqual([]);
  });

  it('netstat: a port is the whole port, and only listeners count', () => {
    expect(addressesListening(DARWIN_NETSTAT, 51_004)).toEqual(['127.0.0.1', '::1']);
    expect(addressesListening(DARWIN_NETSTAT, 1004)).toEqual([]);
    expect(addressesListening(DARWIN_NETSTAT, 52_044)).toEqual([]);
  });
});
