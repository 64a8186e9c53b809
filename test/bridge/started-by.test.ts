import { describe, expect, it } from 'vitest';
import { blindTable, type Program } from '../../src/consent/evidence/process-table.ts';
import { createLookAtBridge, startedBy } from '../../src/consent/evidence/started-by.ts';
import { bridgeClient } from '../../src/oauth/bridges/bridge-client.ts';

const program = (path: string | null, changes: Partial<Program> = {}): Program => ({
  pid: 70,
  path,
  uid: 501,
  name: null,
  parents: [],
  started: '7',
  confined: false,
  calledAs: null,
  ...changes,
});
const bridge = program('/opt/Gatehouse/gatehouse', { pid: 80, started: '8' });
const claude = program('/Applications/Claude.app/Contents/MacOS/Claude');

describe('who asks when a bridge asks: the program that started it', () => {
  it('an executable is the same program at every start, whatever its process', () => {
    const later = startedBy({ ...bridge, pid: 81, started: '9' }, { ...claude, pid: 71, started: '8' });
    expect(later).toMatchObject({ lasts: 'program', key: startedBy(bridge, claude).key });
  });

  it('and after an update that moved it', () => {
    const [old, updated] = ['1.2.3', '1.3.0'].map((version) => startedBy(bridge, program(`/home/p/AppData/app-${version}/claude.exe`)).key);
    expect(updated).toBe(old);
  });

  it('another executable, another user or another bridge is somebody else', () => {
    const keys = [
      startedBy(bridge, claude),
      startedBy(bridge, program('/home/p/Downloads/Claude')),
      startedBy({ ...bridge, uid: 502 }, { ...claude, uid: 502 }),
      startedBy(program('/home/p/evil'), claude),
    ].map(({ key }) => key);
    expect(new Set(keys).size).toBe(4);
  });

  it.each([
    ...[
      '/usr/bin/node',
      '/usr/bin/python3.13',
      'C:\\Python\\pythonw.exe',
      '/usr/lib/electron/electron',
      '/usr/bin/lua5.4',
      '/usr/bin/tclsh8.6',
      '/usr/bin/gjs-console',
    ],
    ...[
      '/usr/lib/R/bin/exec/R',
      '/usr/bin/mawk',
      '/usr/bin/make',
      '/usr/bin/vim.basic',
      '/usr/bin/emacs-gtk',
      '/usr/bin/nvim',
      '/usr/bin/gdb',
      '/usr/bin/qemu-aarch64-static',
    ],
    ...['/usr/lib/wine/wine64-preloader', '/usr/lib/erlang/erts-14/bin/beam.smp', 'C:\\Windows\\System32\\rundll32.exe'],
    '/usr/bin/node-22',
    '/usr/bin/python3.11-dbg',
    '/usr/bin/php8.2-cgi',
    '/usr/bin/git',
    '/usr/bin/tar',
  ])('%s runs anything, so an Allow is for this one process of it', (path) => {
    const first = startedBy(bridge, program(path, { name: 'a-script' }));
    expect(first).toMatchObject({ lasts: 'process', lives: { pid: 70 } });
    expect(startedBy({ ...bridge, pid: 81 }, program(path, { name: 'a-script' })).key).toBe(first.key);
    expect(startedBy(bridge, program(path, { name: 'a-script', pid: 71 })).key).not.toBe(first.key);
    expect(startedBy(bridge, program(path, { name: 'a-script', started: '8' })).key).not.toBe(first.key);
  });

  it.each([
    ...['/usr/bin/bash', 'C:\\Windows\\System32\\cmd.exe', '/usr/bin/npx', '/usr/lib/systemd/systemd', '/sbin/launchd', '/bin/busybox', '/usr/bin/coreutils'],
    ...[
      '/usr/lib/x86_64-linux-gnu/ld-linux-x86-64.so.2',
      '/lib/ld-musl-x86_64.so.1',
      '/lib/ld-2.31.so',
      '/usr/bin/nice',
      '/usr/bin/strace',
      '/usr/libexec/flatpak-session-helper',
      '/usr/bin/find',
      '/usr/bin/flock',
      '/opt/zsh-5.9',
      '/bin/busybox.static',
    ],
  ])('%s says nothing of who told it, so an Allow is for this one bridge', (path) => {
    const first = startedBy(bridge, program(path));
    expect(first).toMatchObject({ lasts: 'process', starter: null, lives: { pid: 80 } });
    expect(startedBy({ ...bridge, pid: 81, started: '9' }, program(path)).key).not.toBe(first.key);
  });

  it('a file that is many programs is the one that it is called by', () => {
    expect(startedBy(bridge, program('/opt/box', { calledAs: 'sh' }))).toMatchObject({ lasts: 'process', starter: null, lives: { pid: 80 } });
    expect(startedBy(bridge, program('/opt/box', { calledAs: 'node' }))).toMatchObject({ lasts: 'process', lives: { pid: 70 } });
  });

  it.each([
    '/opt/rust-tool/rust',
    '/usr/bin/codex',
    '/home/p/.local/bin/goose',
    '/usr/share/code/code',
    '/opt/makers/makers',
    '/opt/ld/ldap',
    '/usr/bin/emacsclient-app',
    '/opt/finder/finder',
    '/usr/bin/gitkraken',
  ])('%s is one program, and an Allow lasts', (path) => {
    expect(startedBy(bridge, program(path)).lasts).toBe('program');
  });

  it('a program that has ended, one in a container and one of another user are never taken for an installed one', () => {
    expect(startedBy(bridge, null)).toMatchObject({ lasts: 'process', lives: { pid: 80 } });
    expect(startedBy(bridge, { ...claude, confined: true }).lasts).toBe('process');
    expect(startedBy(bridge, { ...claude, uid: 0 }).lasts).toBe('process');
    expect(startedBy(bridge, { ...claude, uid: null }).lasts).toBe('process');
  });
});

describe('the client that a bridge is', () => {
  const instance = 'i'.repeat(43);

  it('is named by the file, and by its own claim only where the file says nothing', () => {
    expect(bridgeClient(startedBy(bridge, { ...claude, name: 'Gatehouse' }), instance, 0).name).toBe('Claude through the bridge');
    expect(bridgeClient(startedBy(bridge, program('/usr/bin/node', { name: 'a-script' })), instance, 0).name).toBe('a-script through the bridge');
    expect(bridgeClient(startedBy(bridge, null), instance, 0).name).toBe('A program through the bridge');
  });

  it('can do nothing at the other endpoints, though its id can be guessed', () => {
    expect(bridgeClient(startedBy(bridge, claude), instance, 0)).toMatchObject({
      redirectUris: [],
      grantTypes: ['urn:gatehouse:bridge'],
      secretHash: null,
      registrationTokenHash: null,
    });
  });

  it('unseen, it is what it made up for itself', () => {
    expect(bridgeClient(null, instance, 0).id).not.toBe(bridgeClient(null, 'j'.repeat(43), 0).id);
  });
});

describe('a look at who asks', () => {
  const connection = { address: '127.0.0.1', port: 51004, localPort: 4283 };
  /** A computer that is too busy to see anything at first. */
  const busy = (seen: Program | null, times: number) => {
    let looks = 0;
    return async () => (++looks > times ? seen : null);
  };

  it('is repeated when it saw nothing: ten bridges of one program on a busy computer are still of one program', async () => {
    const look = createLookAtBridge({ ...blindTable, peerOf: busy(bridge, 2), starterOf: busy(claude, 2) });
    expect(await look(connection)).toEqual(startedBy(bridge, claude));
  });

  it('comes to an end where nothing can be seen', async () => {
    expect(await createLookAtBridge(blindTable)(connection)).toBeNull();
    expect(await createLookAtBridge({ ...blindTable, peerOf: async () => bridge })(connection)).toEqual(startedBy(bridge, null));
  });
});
