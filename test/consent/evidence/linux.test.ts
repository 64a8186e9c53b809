import { once } from 'node:events';
import { copyFileSync, realpathSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { createLinuxProcessTable } from '../../../src/consent/evidence/linux/linux-process-table.ts';
import type { ProcFiles } from '../../../src/shared/machine.ts';
import { removeDirectory, temporaryDirectory } from '../../support/broker.ts';
import { listenAsAnotherUser, listenHere, startProgram, wholeComputer } from '../../support/programs.ts';

const own = process.getuid?.() ?? null;
const node = realpathSync(process.execPath);
const undo: (() => unknown)[] = [];
const later = <Kept extends { close(): unknown } | { stop(): unknown }>(kept: Kept): Kept => {
  undo.push(() => ('close' in kept ? kept.close() : kept.stop()));
  return kept;
};
afterEach(async () => {
  for (const step of undo.splice(0)) await step();
});

/** A connection to a server of this test, and the broker's view of its other end. */
async function connected() {
  const server = later(createServer());
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  const client = connect(port, '127.0.0.1');
  const [socket] = await once(server, 'connection');
  undo.unshift(
    () => client.destroy(),
    () => socket.destroy(),
  );
  return { client, peer: { address: String(socket.remoteAddress), port: Number(socket.remotePort), localPort: port } };
}

describe.runIf(process.platform === 'linux')('Linux: who listens on a port', () => {
  const table = createLinuxProcessTable(wholeComputer, own);

  it('names the process, its executable, its user, what it says it is and who started it', async () => {
    const program = later(await startProgram());
    const { sockets, complete } = await table.listenersOf(program.port);
    expect(complete).toBe(true);
    expect(sockets).toEqual([
      {
        id: expect.stringMatching(/^\d+$/),
        address: '127.0.0.1',
        owner: 'self',
        program: {
          pid: program.pid,
          path: node,
          uid: own,
          name: 'program',
          parents: expect.any(Array),
          started: expect.stringMatching(/^\d+$/),
          confined: false,
          calledAs: 'node',
        },
      },
    ]);
    expect(sockets[0]?.program?.parents[0]).toBe('launcher');
  });

  it.each([
    ['::1', '::1'],
    ['0.0.0.0', '0.0.0.0'],
    ['::', '::'],
  ])('finds a listener on %s', async (host, address) => {
    const { port } = later(await listenHere(host));
    const { sockets } = await table.listenersOf(port);
    expect(sockets.map((socket) => [socket.address, socket.program?.pid])).toEqual([[address, process.pid]]);
  });

  it('says that nobody listens when nobody does', async () => {
    const { port, close } = await listenHere();
    await close();
    expect(await table.listenersOf(port)).toEqual({ sockets: [], complete: true });
  });

  it.each<[string, Partial<ProcFiles>]>([
    ['in a container', { readLink: async (path) => (path === '/proc/self/ns/pid' ? 'pid:[4026532198]' : wholeComputer.readLink(path)) }],
    [
      'in the Linux of a Windows computer',
      { read: async (path) => (path === '/proc/version' ? 'Linux version 6.6.87.2-microsoft-standard-WSL2' : wholeComputer.read(path)) },
    ],
  ])('does not say so %s, where the browser reaches sockets that are not in the table', async (_where, files) => {
    const { port, close } = await listenHere();
    await close();
    expect(await createLinuxProcessTable({ ...wholeComputer, ...files }, own).listenersOf(port)).toEqual({ sockets: [], complete: false });
  });

  it('does not take a connection for a listener', async () => {
    const { peer } = await connected();
    expect(await table.listenersOf(peer.port)).toEqual({ sockets: [], complete: true });
  });

  it('tells a listener of another ordinary user', async () => {
    const other = later(await listenAsAnotherUser());
    const { sockets } = await createLinuxProcessTable(wholeComputer, other.ownUid).listenersOf(other.port);
    expect(sockets.map(({ owner }) => owner)).toEqual(['other']);
  });

  it('shows the socket and its user, and no program, when it may not look into the process', async () => {
    const { port } = later(await listenHere());
    const forbidden: ProcFiles = { ...wholeComputer, findLinks: async () => new Set() };
    const { sockets, complete } = await createLinuxProcessTable(forbidden, own).listenersOf(port);
    expect({ complete, sockets }).toEqual({ complete: true, sockets: [{ id: expect.any(String), address: '127.0.0.1', owner: 'self', program: null }] });
  });

  it('shows the socket when the search takes too long', async () => {
    const { port } = later(await listenHere());
    const stuck: ProcFiles = { ...wholeComputer, list: () => new Promise(() => undefined) };
    const { sockets } = await createLinuxProcessTable(stuck, own).listenersOf(port);
    expect(sockets.map(({ address, program }) => [address, program])).toEqual([['127.0.0.1', null]]);
  });

  it('knows nothing, and says so, where the table cannot be read', async () => {
    const unreadable: ProcFiles = { ...wholeComputer, read: async () => null, readRows: async () => null };
    expect(await createLinuxProcessTable(unreadable, own).listenersOf(80)).toEqual({ sockets: [], complete: false });
  });

  it('keeps no word of a command line but the name of the script', async () => {
    const home = temporaryDirectory();
    undo.push(() => removeDirectory(home));
    const script = join(home, 'assistant.ts');
    copyFileSync(join(import.meta.dirname, '../../support/programs/program.ts'), script);
    const program = later(await startProgram({ script, words: ['--token', 'ghp_letmein', 'https://user:letmein@example.com/'] }));
    const { sockets } = await table.listenersOf(program.port);
    expect(sockets[0]?.program?.name).toBe('assistant');
    expect(JSON.stringify(sockets)).not.toContain('letmein');
  });
});

describe.runIf(process.platform === 'linux')('Linux: who is at the other end of a connection', () => {
  it('names the process', async () => {
    const { peer } = await connected();
    const program = await createLinuxProcessTable(wholeComputer, own).peerOf(peer);
    expect(program).toMatchObject({ pid: process.pid, path: node, uid: own });
  });

  it('knows nobody once the connection is closed', async () => {
    const { client, peer } = await connected();
    client.destroy();
    await once(client, 'close');
    expect(await createLinuxProcessTable(wholeComputer, own).peerOf(peer)).toBeNull();
  });

  it('does not have the kernel walk through its IPv6 table for a quick look when nobody but the broker is in it', async () => {
    const read: string[] = [];
    const withSix = (inUse: number): ProcFiles => ({
      ...wholeComputer,
      readSmall: (path) => (path.endsWith('6') ? `TCP6: inuse ${inUse}\n` : wholeComputer.readSmall(path)),
      readRows: (path, ends) => {
        read.push(path);
        return wholeComputer.readRows(path, ends);
      },
    });
    const { port } = later(await startProgram());
    const alone = createLinuxProcessTable(withSix(1), own, 1);
    expect((await alone.listenersOf(port, 'quick')).sockets).toHaveLength(1);
    expect(read.splice(0)).toEqual(['/proc/net/tcp']);
    await alone.listenersOf(port, 'exact');
    expect(read.splice(0).sort()).toEqual(['/proc/net/tcp', '/proc/net/tcp6']);
    await createLinuxProcessTable(withSix(2), own, 1).listenersOf(port, 'quick');
    expect(read.splice(0).sort()).toEqual(['/proc/net/tcp', '/proc/net/tcp6']);
  });

  it('answers a flood of questions with a few searches', async () => {
    const { peer } = await connected();
    let searches = 0;
    const counted: ProcFiles = {
      ...wholeComputer,
      list: (path) => {
        searches += 1;
        return wholeComputer.list(path);
      },
    };
    const table = createLinuxProcessTable(counted, own);
    const programs = await Promise.all(Array.from({ length: 200 }, () => table.peerOf(peer)));
    expect(programs.map((program) => program?.pid)).toEqual(Array.from({ length: 200 }, () => process.pid));
    expect(searches).toBeLessThan(20);
  });
});
