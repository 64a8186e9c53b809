import { describe, expect, it } from 'vitest';
import { listWords, windowsProcesses } from '../../../src/consent/evidence/windows/list-processes.ts';
import { listenersOn, peerOn, tcpRows } from '../../../src/consent/evidence/windows/netstat.ts';
import { uidOfSid } from '../../../src/consent/evidence/windows/uid-of-sid.ts';
import { createWindowsProcessTable } from '../../../src/consent/evidence/windows/windows-process-table.ts';
import type { RunTool } from '../../../src/shared/machine.ts';
import { WINDOWS_NETSTAT, WINDOWS_NETSTAT_TRANSLATED, WINDOWS_PROCESSES } from './samples.ts';

function windows(answers: { readonly netstat?: string | null; readonly powershell?: string | null } = {}) {
  const { netstat = WINDOWS_NETSTAT, powershell = WINDOWS_PROCESSES } = answers;
  const asked: string[] = [];
  const run: RunTool = async (tool) => {
    asked.push(tool);
    return tool === 'netstat' ? netstat : powershell;
  };
  return { table: createWindowsProcessTable(run), asked };
}

const node = {
  pid: 4711,
  path: 'C:\\Program Files\\nodejs\\node.exe',
  uid: 1,
  name: 'assistant',
  parents: ['Code', 'explorer'],
  started: '134080000400000000',
  confined: false,
  calledAs: 'node',
};

describe('Windows: who listens on a port (documented samples)', () => {
  it('names the process, its executable, script and parents, and whose it is', async () => {
    expect(await windows().table.listenersOf(51_004)).toEqual({
      complete: true,
      sockets: [
        { id: '127.0.0.1 4711', address: '127.0.0.1', owner: 'self', program: node },
        {
          id: '::1 5000',
          address: '::1',
          owner: 'administrator',
          program: {
            pid: 5000,
            path: null,
            uid: 0,
            name: 'service',
            parents: ['node', 'Code', 'explorer'],
            started: '134080000500000000',
            confined: false,
            calledAs: null,
          },
        },
      ],
    });
  });

  it('a pid that passed on while it was looked at is nobody', async () => {
    const tables = [WINDOWS_NETSTAT, WINDOWS_NETSTAT.replaceAll('4711', '4999')];
    const run: RunTool = async (tool) => (tool === 'netstat' ? (tables.shift() ?? null) : WINDOWS_PROCESSES);
    const { sockets } = await createWindowsProcessTable(run).listenersOf(51_004);
    expect(sockets[0]).toEqual({ id: '127.0.0.1 4711', address: '127.0.0.1', owner: 'unknown', program: null });
  });

  it('nobody listens where netstat shows nobody', async () => {
    const { table, asked } = windows();
    expect(await table.listenersOf(9)).toEqual({ sockets: [], complete: true });
    expect(asked).toEqual(['netstat']);
  });

  it('"nobody" is not said when netstat could not be asked', async () => {
    expect(await windows({ netstat: null }).table.listenersOf(51_004)).toEqual({ sockets: [], complete: false });
  });

  it.each([[null], [''], ['not JSON'], ['[]'], ['null'], ['{"processes":[null,{"pid":"4711"}]}']])(
    'when PowerShell answers %j, only the socket is known',
    async (powershell) => {
      const { sockets } = await windows({ powershell }).table.listenersOf(135);
      expect(sockets).toEqual([{ id: '0.0.0.0 1140', address: '0.0.0.0', owner: 'unknown', program: null }]);
    },
  );

  it('no word of a command line is kept but the name of the script', async () => {
    expect(JSON.stringify(await windows().table.listenersOf(51_004))).not.toContain('letmein');
  });
});

describe('Windows: who is at the other end of a connection (documented samples)', () => {
  it.each([
    ['127.0.0.1', 52_044, 4711],
    ['::1', 52_045, 5000],
    ['127.0.0.1', 52_046, undefined],
    ['127.0.0.1', 4283, undefined],
  ])('%s %i', async (address, port, pid) => {
    expect((await windows().table.peerOf({ address, port, localPort: 4283 }))?.pid).toBe(pid);
  });

  it('a hundred questions at once are a few runs of each tool', async () => {
    const { table, asked } = windows();
    await Promise.all(Array.from({ length: 100 }, () => table.peerOf({ address: '127.0.0.1', port: 52_044, localPort: 4283 })));
    expect(asked.length).toBeLessThan(6);
  });
});

describe('what the tools of Windows print', () => {
  it('netstat: the language of the states does not matter', () => {
    const rows = tcpRows(WINDOWS_NETSTAT_TRANSLATED);
    expect(listenersOn(rows, 51_004).map(({ pid }) => pid)).toEqual([4711]);
    expect(peerOn(rows, { address: '127.0.0.1', port: 52_044, localPort: 4283 })).toBe(4711);
  });

  it('netstat: UDP, headings and empty lines are no rows, and an address loses its zone', () => {
    expect(tcpRows(WINDOWS_NETSTAT)).toHaveLength(9);
    expect(listenersOn(tcpRows(WINDOWS_NETSTAT), 8080).map(({ local }) => local)).toEqual(['fe80::1']);
    expect(tcpRows('TCP\r\nTCP nonsense\r\nTCP 1:x 2:y z\r\n')).toEqual([]);
  });

  it('PowerShell is only ever given numbers, each once', () => {
    const script = Buffer.from(listWords([4711, 5000, 4711]).at(-1) ?? '', 'base64').toString('utf16le');
    expect(script).toContain('$wanted = @(4711, 5000)');
    expect(script).not.toContain('WANTED');
  });

  it('a process without a known start is older than none', () => {
    expect(windowsProcesses(WINDOWS_PROCESSES).find(({ pid }) => pid === 6000)).toMatchObject({ started: 0n, uid: 2, path: null });
  });

  it.each([
    ['S-1-5-21-1-2-3-1001', 1],
    ['S-1-5-21-9-9-9-1001', 2],
    ['S-1-5-21-1-2-3-1002', 2],
    ['S-1-5-18', 0],
    ['S-1-5-20', 0],
    [null, null],
  ])('the user %s', (sid, uid) => {
    expect(uidOfSid(sid, 'S-1-5-21-1-2-3-1001')).toBe(uid);
  });
});
