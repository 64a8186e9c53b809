/** Connecting each program on the files that its documentation describes, on real files, on the places of all three systems. */
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, realpathSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BridgeStart, ClientProgram, Places } from '../../src/connect/client-program.ts';
import { CLIENT_PROGRAMS, clientNamed } from '../../src/connect/clients/all.ts';
import type { RunOwnCommand } from '../../src/connect/config-files.ts';
import { createConnector } from '../../src/connect/connector.ts';
import { readContent } from '../../src/connect/edit/change-entry.ts';
import { ConfigUnreadable, valueAt } from '../../src/connect/edit/config-format.ts';
import { configFiles } from '../../src/edge/config-files.ts';
import { createConnectRecords } from '../../src/edge/connect-records.ts';
import { removeDirectory, run as runScript, temporaryDirectory } from '../support/broker.ts';

const URL = 'http://127.0.0.1:4283/mcp';
const NOBODY: RunOwnCommand = async () => null;
let home: string;
beforeEach(() => {
  home = realpathSync(temporaryDirectory());
});
afterEach(() => removeDirectory(home));

const placesOf = (platform: NodeJS.Platform, moved: Readonly<Record<string, string>> = {}): Places => ({
  platform,
  home,
  appData: `${home}/AppData/Roaming`,
  configHome: `${home}/.config`,
  moved: (variable) => moved[variable],
});

function start({
  platform = 'linux',
  run = NOBODY,
  programs = [],
  url = URL,
  passing = null,
  moved = {},
}: {
  platform?: NodeJS.Platform;
  run?: RunOwnCommand;
  programs?: string[];
  url?: string;
  passing?: BridgeStart['passing'];
  moved?: Record<string, string>;
} = {}) {
  return createConnector({
    files: configFiles,
    records: createConnectRecords(join(home, 'data')),
    places: placesOf(platform, moved),
    target: { url, bridge: { words: ['/usr/bin/gatehouse', 'bridge'], passing } },
    run,
    now: () => 1_000,
    running: async () => new Set(programs),
  });
}

function named(id: string): ClientProgram {
  const client = clientNamed(id);
  if (client === undefined) throw new Error(`there is no ${id}`);
  return client;
}

function write(path: string, text: string): string {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  return path;
}

const fileOf = (id: string, platform: NodeJS.Platform = 'linux') => named(id).files(placesOf(platform))[0];

describe.each(['linux', 'darwin', 'win32'] as const)('on %s', (platform) => {
  it.each(CLIENT_PROGRAMS.map((client) => [client.name, client] as const))(
    '%s is found, connected, seen as connected, and as it was after undo',
    async (_name, client) => {
      const connector = start({ platform });
      expect((await connector.see(client)).state).toBe('not-found');
      mkdirSync(client.signs(placesOf(platform)).at(-1) ?? '', { recursive: true });
      expect((await connector.see(client)).state).toBe('not-connected');
      await connector.connect(client);
      expect((await connector.see(client)).state).toBe('connected');
      expect(readFileSync(client.files(placesOf(platform))[0], 'utf8')).toMatch(/127\.0\.0\.1:4283\/mcp|"bridge"/);
      expect(await connector.undo(client)).toBe(true);
      expect(existsSync(client.files(placesOf(platform))[0])).toBe(false);
      expect((await connector.see(client)).state).toBe('not-connected');
    },
  );
});

describe('what each program reads', () => {
  it.each<[string, string, unknown]>([
    ['claude-code', 'mcpServers', { type: 'http', url: URL }],
    ['claude-desktop', 'mcpServers', { command: '/usr/bin/gatehouse', args: ['bridge'] }],
    ['cursor', 'mcpServers', { url: URL }],
    ['vscode', 'servers', { type: 'http', url: URL }],
    ['windsurf', 'mcpServers', { serverUrl: URL }],
    ['codex', 'mcp_servers', { url: URL }],
    ['gemini', 'mcpServers', { httpUrl: URL }],
    ['zed', 'context_servers', { url: URL }],
    ['goose', 'extensions', { enabled: true, type: 'streamable_http', name: 'gatehouse', description: 'Memories on this computer', uri: URL, timeout: 300 }],
  ])('%s: %s', async (id, key, entry) => {
    await start().connect(named(id));
    const content = readContent(readFileSync(fileOf(id), 'utf8'), named(id).format);
    expect(valueAt(content, [key, 'gatehouse'])).toEqual(entry);
  });

  it.each<[string, string, unknown]>([
    [
      'its first version',
      '{"mcp":{"other":{"type":"local","command":["x"]}}}',
      { mcp: { gatehouse: { type: 'remote', url: URL }, other: { type: 'local', command: ['x'] } } },
    ],
    [
      'its second version',
      '{"mcp":{"servers":{"other":{"type":"local","command":["x"]}}}}',
      { mcp: { servers: { gatehouse: { type: 'remote', url: URL }, other: { type: 'local', command: ['x'] } } } },
    ],
  ])('opencode: %s', async (_what, text, expected) => {
    write(fileOf('opencode'), text);
    await start().connect(named('opencode'));
    expect(JSON.parse(readFileSync(fileOf('opencode'), 'utf8'))).toEqual(expected);
  });

  it('opencode: the layout that both of its versions read, when there is none yet', async () => {
    await start().connect(named('opencode'));
    expect(JSON.parse(readFileSync(fileOf('opencode'), 'utf8'))).toEqual({ mcp: { gatehouse: { type: 'remote', url: URL } } });
  });

  it.each([
    ['claude-code', 'CLAUDE_CONFIG_DIR', '.claude.json'],
    ['codex', 'CODEX_HOME', 'config.toml'],
    ['gemini', 'GEMINI_CLI_HOME', '.gemini/settings.json'],
  ])('%s: where %s says, when the person moved its files', async (id, variable, file) => {
    const connector = start({ moved: { [variable]: `${home}/elsewhere` } });
    await connector.connect(named(id));
    expect(readFileSync(`${home}/elsewhere/${file}`, 'utf8')).toContain(URL);
    expect((await connector.see(named(id))).state).toBe('connected');
    expect((await start().see(named(id))).state).toBe('not-found');
  });

  it('opencode: the file with comments, when that is the one it has', async () => {
    const path = write(`${home}/.config/opencode/opencode.jsonc`, '{\n  // mine\n}\n');
    await start().connect(named('opencode'));
    expect(readFileSync(path, 'utf8')).toContain(URL);
    expect(existsSync(fileOf('opencode'))).toBe(false);
  });

  it('a bridge that is there only for now is entered nowhere, by hand neither; an address is', async () => {
    const connector = start({ passing: { why: 'it is gone tomorrow', todo: 'install it' } });
    const instead =
      'Claude Desktop cannot be given a bridge from here: it is gone tomorrow. Open gatehouse.mcpb of the release with Claude Desktop, or install it.';
    const path = write(fileOf('claude-desktop'), '{}');
    await expect(connector.plan(named('claude-desktop'))).rejects.toThrow(instead);
    await expect(connector.connect(named('claude-desktop'))).rejects.toThrow(instead);
    expect(connector.byHand(named('claude-desktop'))).toMatchObject({ text: null, problem: instead });
    expect(readFileSync(path, 'utf8')).toBe('{}');
    await connector.connect(named('cursor'));
    expect(readFileSync(fileOf('cursor'), 'utf8')).toContain(URL);
  });

  it('links open in the program and name the address', () => {
    const target = { url: URL, bridge: { words: ['gatehouse', 'bridge'], passing: null } } as const;
    const config = new globalThis.URL(named('cursor').link?.(target) ?? '').searchParams.get('config') ?? '';
    expect(JSON.parse(Buffer.from(config, 'base64').toString())).toEqual({ url: URL });
    expect(JSON.parse(decodeURIComponent(named('vscode').link?.(target).split('?')[1] ?? ''))).toEqual({ name: 'gatehouse', type: 'http', url: URL });
  });
});

describe('a program’s own command', () => {
  it('is used where it is there, and what it wrote is read back', async () => {
    const calls: string[][] = [];
    const path = write(fileOf('claude-code'), '{"numStartups":3}');
    const claude: RunOwnCommand = async (program, words) => {
      calls.push([program, ...words]);
      if (words[0] === 'mcp') writeFileSync(path, JSON.stringify({ numStartups: 3, mcpServers: { gatehouse: { type: 'http', url: URL, extra: 1 } } }));
      return { code: 0, said: '' };
    };
    const { command } = await start({ run: claude }).connect(named('claude-code'));
    expect(command).toEqual(['claude', 'mcp', 'add', '--transport', 'http', '--scope', 'user', 'gatehouse', URL]);
    expect(calls.at(-1)).toEqual(command);
    expect(await start().undo(named('claude-code'))).toBe(true);
    expect(readFileSync(path, 'utf8')).toBe('{"numStartups":3}');
  });

  it('that writes the entry in other words made ours: seen as connected, left alone when asked again, repaired and undone', async () => {
    const path = write(fileOf('gemini'), '{}');
    const calls: string[] = [];
    const gemini: RunOwnCommand = async (_program, words) => {
      if (words[0] === 'mcp') {
        calls.push(words.at(-1) ?? '');
        writeFileSync(path, JSON.stringify({ mcpServers: { gatehouse: { url: words.at(-1), type: 'http' } } }));
      }
      return { code: 0, said: '' };
    };
    const connector = start({ run: gemini });
    await connector.connect(named('gemini'));
    expect((await connector.see(named('gemini'))).state).toBe('connected');
    const again = await connector.connect(named('gemini'));
    expect([again.before === again.after, calls]).toEqual([true, [URL]]);

    const elsewhere = start({ run: gemini, url: 'http://127.0.0.1:4399/mcp' });
    expect(await elsewhere.see(named('gemini'))).toMatchObject({ state: 'different', madeHere: true });
    await elsewhere.connect(named('gemini'));
    expect(calls).toEqual([URL, 'http://127.0.0.1:4399/mcp']);
    expect((await elsewhere.see(named('gemini'))).state).toBe('connected');
    expect(await elsewhere.undo(named('gemini'))).toBe(true);
    expect(readFileSync(path, 'utf8')).toBe('{}');
  });

  it('that a person ran themselves counts as well', async () => {
    write(fileOf('gemini'), JSON.stringify({ mcpServers: { gatehouse: { url: URL, type: 'http' } } }));
    expect((await start().see(named('gemini'))).state).toBe('connected');
    write(fileOf('gemini'), JSON.stringify({ mcpServers: { gatehouse: { url: URL } } }));
    expect((await start().see(named('gemini'))).state).toBe('different');
  });

  it('that writes more than the entry keeps what it wrote after undo, in a file that it made itself too', async () => {
    for (const before of [null, '{"numStartups":1}']) {
      const path = before === null ? fileOf('claude-code') : write(fileOf('claude-code'), before);
      const claude: RunOwnCommand = async (_program, words) => {
        if (words[0] === 'mcp') writeFileSync(path, JSON.stringify({ machineID: 'm', mcpServers: { gatehouse: { type: 'http', url: URL } } }));
        return { code: 0, said: '' };
      };
      await start({ run: claude }).connect(named('claude-code'));
      await start().undo(named('claude-code'));
      expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual({ machineID: 'm', mcpServers: {} });
    }
  });

  it('that adds members which are not known here leaves it connected', async () => {
    const path = write(fileOf('claude-code'), '{}');
    const claude: RunOwnCommand = async (_program, words) => {
      if (words[0] === 'mcp') writeFileSync(path, JSON.stringify({ mcpServers: { gatehouse: { type: 'http', url: URL, extra: 1 } } }));
      return { code: 0, said: '' };
    };
    const connector = start({ run: claude });
    await connector.connect(named('claude-code'));
    expect((await connector.see(named('claude-code'))).state).toBe('connected');
  });

  it('that fails leaves the file to us', async () => {
    const path = write(fileOf('claude-code'), '{"numStartups":3}');
    const old: RunOwnCommand = async (_program, words) => ({ code: words[0] === 'mcp' ? 1 : 0, said: 'unknown option' });
    await start({ run: old }).connect(named('claude-code'));
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual({ numStartups: 3, mcpServers: { gatehouse: { type: 'http', url: URL } } });
  });

  it('that claims success and did nothing is not believed', async () => {
    write(fileOf('claude-code'), '{}');
    const liar: RunOwnCommand = async () => ({ code: 0, said: 'Added' });
    await expect(start({ run: liar }).connect(named('claude-code'))).rejects.toThrow('the entry is not there after it was written');
  });
});

describe('files as people have them', () => {
  it('an entry that vanished is told, and repaired only when asked', async () => {
    const path = write(fileOf('cursor'), '{}');
    const connector = start();
    await connector.connect(named('cursor'));
    writeFileSync(path, '{}');
    expect((await connector.see(named('cursor'))).state).toBe('vanished');
    expect(readFileSync(path, 'utf8')).toBe('{}');
    await connector.connect(named('cursor'));
    expect((await connector.see(named('cursor'))).state).toBe('connected');
  });

  it('an entry with another address is told apart, and replaced when asked', async () => {
    write(fileOf('cursor'), '{"mcpServers":{"gatehouse":{"url":"http://localhost:9/mcp"}}}');
    const connector = start();
    expect((await connector.see(named('cursor'))).state).toBe('different');
    await connector.connect(named('cursor'));
    expect((await connector.see(named('cursor'))).state).toBe('connected');
  });

  it('undo of a file that was changed since takes out the entry and nothing else', async () => {
    const path = write(fileOf('cursor'), '{\n  "a": 1\n}\n');
    const connector = start();
    await connector.connect(named('cursor'));
    writeFileSync(path, readFileSync(path, 'utf8').replace('"a": 1', '"a": 2'));
    await connector.undo(named('cursor'));
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual({ a: 2, mcpServers: {} });
  });

  it('undo after a repair to another port takes out that entry too, and brings back one of the person’s own', async () => {
    const elsewhere = start({ url: 'http://127.0.0.1:4399/mcp' });
    const own = '{"mcpServers":{"gatehouse":{"command":"mine"}}}';
    for (const text of ['{}', own]) {
      const path = write(fileOf('cursor'), text);
      await start().connect(named('cursor'));
      await elsewhere.connect(named('cursor'));
      await elsewhere.undo(named('cursor'));
      expect(readFileSync(path, 'utf8')).toBe(text);
    }
    const path = write(fileOf('cursor'), '{}');
    await start().connect(named('cursor'));
    writeFileSync(path, readFileSync(path, 'utf8').replace('{', '{"a":1,'));
    await elsewhere.connect(named('cursor'));
    await elsewhere.undo(named('cursor'));
    expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({ a: 1, mcpServers: {} });
  });

  it('undo takes out an entry as well that was there before connect was asked for it', async () => {
    const path = write(fileOf('codex'), `# mine\n[mcp_servers.gatehouse]\nurl = "${URL}"\n`);
    const connector = start();
    const { before, after } = await connector.connect(named('codex'));
    expect(after).toBe(before);
    expect(await connector.undo(named('codex'))).toBe(true);
    expect(readFileSync(path, 'utf8').trim()).toBe('# mine');
    expect((await connector.see(named('codex'))).state).toBe('not-connected');
  });

  it('undo after a repair takes out an entry that was there before connect was asked for it', async () => {
    const path = write(fileOf('codex'), `# mine\n[mcp_servers.gatehouse]\nurl = "${URL}"\n`);
    const elsewhere = start({ url: 'http://127.0.0.1:4399/mcp' });
    await start().connect(named('codex'));
    await elsewhere.connect(named('codex'));
    await elsewhere.undo(named('codex'));
    expect(readFileSync(path, 'utf8').trim()).toBe('# mine');
  });

  it('an entry in files that the person moved is not missed where nobody knows of the move, as in an app that no shell started', async () => {
    const elsewhere = join(home, 'moved');
    for (const directory of [elsewhere, join(home, '.codex')]) mkdirSync(directory);
    const inShell = start({ moved: { CODEX_HOME: elsewhere } });
    await inShell.connect(named('codex'));
    expect((await start().see(named('codex'))).state).toBe('not-connected');
    writeFileSync(join(elsewhere, 'config.toml'), '');
    expect((await inShell.see(named('codex'))).state).toBe('vanished');
  });

  it('a link is followed, and stays a link', async () => {
    const real = write(join(home, 'dotfiles', 'mcp.json'), '{}');
    mkdirSync(dirname(fileOf('cursor')), { recursive: true });
    symlinkSync(real, fileOf('cursor'));
    await start().connect(named('cursor'));
    expect(realpathSync(fileOf('cursor'))).toBe(real);
    expect(readFileSync(real, 'utf8')).toContain(URL);
  });

  it('a mode is kept, and a new file is the person’s alone', async () => {
    chmodSync(write(fileOf('cursor'), '{}'), 0o640);
    const connector = start();
    await connector.connect(named('cursor'));
    await connector.connect(named('codex'));
    const mode = (path: string) => statSync(path).mode & 0o777;
    if (process.platform !== 'win32') expect([mode(fileOf('cursor')), mode(fileOf('codex'))]).toEqual([0o640, 0o600]);
  });

  it('nothing is left beside it', async () => {
    write(fileOf('cursor'), '{}');
    await start().connect(named('cursor'));
    expect(readdirSync(dirname(fileOf('cursor')))).toEqual(['mcp.json']);
  });

  it.each<[string, (path: string) => void, RegExp]>([
    ['broken JSON', (path) => writeFileSync(path, '{ "a": '), /no valid JSON/],
    ['no text', (path) => writeFileSync(path, Buffer.from([0x7b, 0xff, 0xfe, 0x7d])), /no UTF-8/],
    ['read-only', (path) => chmodSync(path, 0o444), /read-only/],
    ['too long', (path) => writeFileSync(path, `{"a":"${'x'.repeat(65 * 1_048_576)}"}`), /longer than 64 MB/],
  ])('%s: left alone, with the reason', async (_what, spoil, reason) => {
    const path = write(fileOf('cursor'), '{}');
    spoil(path);
    const before = readFileSync(path);
    await expect(start().connect(named('cursor'))).rejects.toThrow(ConfigUnreadable);
    await expect(start().connect(named('cursor'))).rejects.toThrow(reason);
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  it('a file that somebody changes between reading and writing is not overwritten', async () => {
    const path = write(fileOf('cursor'), '{}');
    const seen = await configFiles.read(path);
    writeFileSync(path, '{"new":1}');
    await expect(configFiles.write(path, '{}', seen)).rejects.toThrow('changed by somebody else meanwhile');
    expect(readFileSync(path, 'utf8')).toBe('{"new":1}');
  });
});

describe('gatehouse connect', () => {
  const words = (...rest: string[]) =>
    runScript('src/cli/gatehouse.ts', ['connect', ...rest], { HOME: home, USERPROFILE: home, XDG_CONFIG_HOME: `${home}/.config`, PATH: '/nowhere' });

  it.skipIf(process.platform !== 'linux')('lists, shows, changes, undoes', async () => {
    const path = write(fileOf('cursor'), '{"a":1}');
    const list = await words();
    expect([list.code, list.out]).toEqual([0, expect.stringMatching(/^cursor +Cursor: does not know Gatehouse$/m)]);
    expect((await words('cursor', '--dry-run')).out).toContain(`+{"mcpServers":{"gatehouse":{"url":"${URL}"}},"a":1}`);
    expect(readFileSync(path, 'utf8')).toBe('{"a":1}');
    expect((await words('cursor')).code).toBe(0);
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual({ a: 1, mcpServers: { gatehouse: { url: URL } } });
    expect((await words('cursor', '--undo')).code).toBe(0);
    expect(readFileSync(path, 'utf8')).toBe('{"a":1}');
  });

  it.skipIf(process.platform !== 'linux')('enters the address that Gatehouse will have, when it is not running', async () => {
    const settings = write(`${home}/.config/Gatehouse/config.json`, '{"port":4999}');
    const path = write(fileOf('cursor'), '{}');
    expect((await words('cursor', '--data-dir', dirname(settings))).err).toContain('Gatehouse is not running; the address that it will have is used.');
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual({ mcpServers: { gatehouse: { url: 'http://127.0.0.1:4999/mcp' } } });
    writeFileSync(settings, '{"port":"abc"}');
    expect(await words('cursor', '--data-dir', dirname(settings))).toMatchObject({ code: 1, out: '', err: expect.stringContaining('abc') });
  });

  it('refuses a program it does not know, and a file it cannot change, in one line', async () => {
    expect(await words('emacs')).toMatchObject({ code: 1, err: expect.stringContaining('emacs is no program that is known here. There are: claude-code') });
    write(fileOf('cursor'), '{');
    const { code, err } = await words('cursor');
    expect([code, err.trim().split('\n').at(-1)]).toEqual([1, expect.stringContaining('was left alone: it is no valid JSON')]);
    expect(err).toMatch(/Correct it, or open this link, which asks in Cursor: cursor:\/\/\S+\n$/);
  });
});
