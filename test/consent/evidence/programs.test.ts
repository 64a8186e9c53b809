/** What is said of programs: names, parents, sameness and imitation, from facts as a system tells them. */
import { describe, expect, it } from 'vitest';
import { knownAncestors } from '../../../src/consent/evidence/ancestors.ts';
import { calledAs } from '../../../src/consent/evidence/called-as.ts';
import { claimedName } from '../../../src/consent/evidence/claimed-name.ts';
import { imitationWarnings } from '../../../src/consent/evidence/imitation-warnings.ts';
import { receiversOf } from '../../../src/consent/evidence/receivers.ts';
import { redirectPort } from '../../../src/consent/evidence/redirect-port.ts';
import { registrarWarnings } from '../../../src/consent/evidence/registrar-warnings.ts';
import { isSameProgram } from '../../../src/consent/evidence/same-program.ts';
import type { Client, ProgramFacts } from '../../../src/store/auth-store.ts';

const program = (path: string | null, name: string | null = null, pid = 1): ProgramFacts => ({ pid, path, uid: 1000, name, parents: [] });

describe('what a program calls itself', () => {
  it.each([
    ['the script of an interpreter', '/usr/bin/node', ['node', '/usr/lib/node_modules/@google/gemini-cli/dist/index.js'], 'gemini-cli'],
    ['a script without an ending', '/usr/bin/node', ['node', '--no-warnings', '/usr/local/bin/mcp-remote', 'http://x/?token=secret'], 'mcp-remote'],
    ['a script of Windows', 'C:\\Program Files\\nodejs\\node.exe', ['node', 'C:\\tools\\assistant\\main.mjs'], 'assistant'],
    ['a python script', '/usr/bin/python3.12', ['python3', 'tool.py', '--key', 'secret'], 'tool'],
    ['a script in a directory with a blank', '/usr/bin/node', ['node', '/Users/jo/My Tools/helper/cli.mjs'], 'helper'],
    ['a sentence', '/usr/bin/node', ['node', '/bin/echo my secret'], 'node'],
    ['code on the command line, which is not looked at', '/usr/bin/node', ['node', '-e', 'login("/secret.js")'], 'node'],
    ['a value that is no file', '/usr/bin/python3', ['python3', '-W', 'secret.value'], 'python3'],
    ['an address, which may hold a password', '/usr/bin/deno', ['deno', 'https://user:secret@example.com/x.ts'], 'deno'],
    ['a program that is no interpreter', '/opt/Cursor/cursor', ['cursor', '/secret/file.js'], 'cursor'],
  ])('%s', (_what, path, argv, name) => {
    expect(claimedName({ path, title: null, argv })).toBe(name);
  });

  it('its title is worth more than the name of its file', () => {
    expect(claimedName({ path: '/home/jo/.local/share/claude/versions/2.0.14', title: 'claude', argv: ['claude'] })).toBe('claude');
  });
});

describe('what a program is called by', () => {
  it.each([
    ['/bin/sh', 'sh'],
    ['-ash', '-ash'],
    ['C:\\msys\\bash.exe', 'bash'],
    ['python3', 'python3'],
    // How Claude Code, and what VS Code starts, are called: neither is the name of the file.
    ['claude', null],
    ['/proc/self/exe', null],
    ['my-secret', null],
    ['', null],
    [undefined, null],
  ])('%s', (command, name) => {
    expect(calledAs(command)).toBe(name);
  });
});

describe('who started it, as a person would say it', () => {
  const chain = (...names: string[]) => names.map((name) => ({ path: `/usr/bin/${name}`, name }));

  it.each([
    ['leaves out shells, package runners and the start of the system', chain('bash', 'npx', 'code', 'systemd'), ['code']],
    ['says workers of one program once', chain('code', 'code', 'gnome-terminal'), ['code', 'gnome-terminal']],
    ['leaves out workers of the program itself', chain('assistant', 'code'), ['code']],
    ['says three at most', chain('one', 'two', 'three', 'four'), ['one', 'two', 'three']],
    ['says nothing where nothing is known', [{ path: null, name: null }], []],
  ])('%s', (_what, ancestors, names) => {
    expect(knownAncestors(ancestors, 'assistant')).toEqual(names);
  });
});

describe('the same program', () => {
  it.each<[string, ProgramFacts, ProgramFacts, boolean]>([
    ['in another process', program('/opt/a', 'a', 1), program('/opt/a', 'b', 2), true],
    ['in another version', program('/home/jo/.local/share/claude/versions/2.0.14'), program('/home/jo/.local/share/claude/versions/2.1.0'), true],
    ['in another version of an interpreter', program('/opt/node/v24.1.0/bin/node', 'tool'), program('/opt/node/v24.2.0/bin/node', 'tool'), true],
    [
      'as a helper of one macOS bundle',
      program('/Applications/Cursor.app/Contents/MacOS/Cursor'),
      program('/Applications/Cursor.app/Contents/Frameworks/Helper'),
      true,
    ],
    ['as an AppImage that was started again', program('/tmp/.mount_CursorAbCd12/cursor'), program('/tmp/.mount_CursorXyZ987/cursor'), true],
    ['is not another script of one interpreter', program('/usr/bin/node', 'tool', 1), program('/usr/bin/node', 'thief', 1), false],
    ['is not another file', program('/opt/a'), program('/opt/b'), false],
    ['is the same process where the file is not known', program(null, 'a', 7), program('/opt/a', 'a', 7), true],
    ['is not another process where the file is not known', program(null, 'a', 7), program('/opt/a', 'a', 8), false],
  ])('%s', (_what, one, other, same) => {
    expect(isSameProgram(one, other)).toBe(same);
  });
});

describe('a trusted name on a program that it does not fit', () => {
  const client = (name: string | null, registrar: ProgramFacts | null) => ({ name, program: registrar });

  it.each<[string, string | null, ProgramFacts | null]>([
    ['Claude Code in its own directory', 'Claude Code', program('/home/jo/.local/share/claude/versions/2.0.14', 'claude')],
    ['Claude Code as a script', 'Claude Code (memory)', program('/usr/bin/node', 'claude-code')],
    ['VS Code', 'Visual Studio Code', program('C:\\Users\\jo\\AppData\\Local\\Programs\\Microsoft VS Code\\Code.exe', 'Code')],
    ['Cursor', 'Cursor', program('/Applications/Cursor.app/Contents/MacOS/Cursor', 'Cursor')],
    ['Gemini CLI', 'Gemini CLI MCP Client', program('/usr/bin/node', 'gemini-cli')],
    ['a name that nobody knows', 'My notes', program('/usr/bin/python3', 'notes')],
    ['no name', null, program('/usr/bin/python3', 'notes')],
    ['a program that is not known', 'Claude Code', null],
    ['a program whose file is not known', 'Claude Code', program(null, 'thief')],
  ])('is not said of %s', (_what, name, registrar) => {
    expect(imitationWarnings(client(name, registrar), null)).toEqual([]);
  });

  it.each<[string, string, ProgramFacts | null, ProgramFacts | null, string]>([
    ['the program that registered', 'Claude Code', program('/usr/bin/python3', 'evil'), null, 'registered is /usr/bin/python3'],
    ['and not the listener, where both are known', 'Cursor', program('/tmp/evil'), program('/opt/Cursor/cursor'), 'registered is /tmp/evil'],
    ['the listener, where no program registered', 'Codex', null, program('/tmp/evil'), 'listens is /tmp/evil'],
  ])('names %s', (_what, name, registrar, listener, words) => {
    expect(imitationWarnings(client(name, registrar), listener)).toEqual([`It calls itself “${name}”, but the program that ${words}`]);
  });
});

describe('a tool that speaks for whoever types', () => {
  const registeredBy = (path: string, at: number) => registrarWarnings({ program: program(path), registeredAt: at } as Client, 100_000);

  it.each([
    ['/usr/bin/curl', 60_000, ['Registered 40 s ago by curl']],
    ['C:\\Windows\\System32\\curl.exe', 100_000 - 3 * 60_000, ['Registered 3 min ago by curl']],
    ['/usr/bin/node', 60_000, []],
  ])('%s', (path, at, warnings) => {
    expect(registeredBy(path, at)).toEqual(warnings);
  });
});

describe('where an answer arrives', () => {
  it.each([
    ['http://127.0.0.1:51004/callback', { host: '127.0.0.1', port: 51004, addresses: ['127.0.0.1'] }],
    ['http://[::1]:51004/callback', { host: '[::1]', port: 51004, addresses: ['::1'] }],
    ['http://localhost:51004/callback', { host: 'localhost', port: 51004, addresses: ['::1', '127.0.0.1'] }],
    ['http://localhost/callback', { host: 'localhost', port: 80, addresses: ['::1', '127.0.0.1'] }],
    ['cursor://anysphere.cursor-mcp/oauth/callback', null],
    ['https://app.example.com/callback', null],
    ['http://127.0.0.1.evil.example:51004/callback', null],
  ])('%s', (uri, port) => {
    expect(redirectPort(uri)).toEqual(port);
  });

  const sockets = (...addresses: string[]) => addresses.map((address) => ({ id: address, address, owner: 'self' as const, program: null }));
  const received = (uri: string, ...addresses: string[]) => {
    const target = redirectPort(uri);
    return target === null ? null : receiversOf(target, sockets(...addresses)).map(({ address }) => address);
  };

  it.each([
    ['the exact address before the wildcards', 'http://127.0.0.1:1/', ['0.0.0.0', '127.0.0.1', '::'], ['127.0.0.1']],
    ['a wildcard where there is nothing else', 'http://127.0.0.1:1/', ['::', '192.168.1.4'], ['::']],
    ['nobody on another address', 'http://127.0.0.1:1/', ['192.168.1.4', '::1'], []],
    ['both families of localhost', 'http://localhost:1/', ['127.0.0.1', '::1'], ['::1', '127.0.0.1']],
    ['one socket for both families once', 'http://localhost:1/', ['::'], ['::']],
  ])('%s', (_what, uri, addresses, expected) => {
    expect(received(uri, ...addresses)).toEqual(expected);
  });
});
