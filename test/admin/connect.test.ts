import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connectMethods } from '../../src/admin/connect-methods.ts';
import type { Admin } from '../../src/admin/method.ts';
import { createSelfTest } from '../../src/admin/self-test.ts';
import { createConnector } from '../../src/connect/connector.ts';
import { createAskSelf } from '../../src/edge/ask-self.ts';
import { configFiles } from '../../src/edge/config-files.ts';
import { createConnectRecords } from '../../src/edge/connect-records.ts';
import type { CheckView, PlanView, ProgramsView } from '../../src/shared/connect-view.ts';
import type { ClientView } from '../../src/shared/views.ts';
import type { Session } from '../../src/store/auth-store.ts';
import { startGatehouse } from '../support/gatehouse.ts';

const MCP = 'http://127.0.0.1:4283/mcp';
let home: string;
let admin: Admin;
let recorded: unknown[];
let clients: ClientView[];
let sessions: Session[];
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'gatehouse-home-'));
  recorded = [];
  clients = [];
  sessions = [];
  admin = connectMethods({
    mcp: MCP,
    selfTest: async () => [],
    clients: async () => clients,
    sessions: async () => sessions,
    activity: { record: (event: unknown) => void recorded.push(event) } as never,
    connector: createConnector({
      files: configFiles,
      records: createConnectRecords(join(home, 'data')),
      places: { platform: 'linux', home, appData: home, configHome: join(home, '.config'), moved: () => undefined },
      target: { url: MCP, bridge: { words: ['npx', '-y', 'mcp-remote', MCP], passing: null } },
      run: async () => null,
      now: () => 0,
      running: async () => new Set<string>(),
    }),
  });
});
afterEach(() => rmSync(home, { recursive: true }));

const row = (change: Partial<ClientView>) =>
  ({ id: 'gh_1', clientIds: ['gh_1'], state: 'connected', redirectUris: [], lastUsedAt: null, ...change }) as unknown as ClientView;
const list = () => admin['connect.list']?.({}, 'window') as Promise<ProgramsView>;
const programs = async () => (await list()).programs;
const cursor = async () => (await programs()).find(({ id }) => id === 'cursor');
const run = (method: string, id: unknown) => admin[method]?.({ id }, 'window') as Promise<PlanView>;
const file = () => join(home, '.cursor', 'mcp.json');

describe('connecting programs from the window', () => {
  it('tells of every program that is known, whether it is here, and how it is done by hand', async () => {
    expect(await cursor()).toMatchObject({ name: 'Cursor', state: 'not-found', byHand: { command: null, link: expect.stringMatching(/^cursor:/) } });
    const [code] = await programs();
    expect(code?.byHand.command).toBe(`claude mcp add --transport http --scope user gatehouse ${MCP}`);
    expect(JSON.parse(code?.byHand.text ?? '')).toEqual({ mcpServers: { gatehouse: { type: 'http', url: MCP } } });
    for (const { byHand } of await programs()) expect(byHand.text).toContain(MCP);
  });

  it('shows what would change and changes nothing, then changes exactly that, then takes it back', async () => {
    mkdirSync(join(home, '.cursor'));
    writeFileSync(file(), '{\n  "mcpServers": {}\n}\n');
    const plan = await run('connect.plan', 'cursor');
    expect(plan.change.join('\n')).toContain(`+`);
    expect(readFileSync(file(), 'utf8')).toBe('{\n  "mcpServers": {}\n}\n');
    expect(await run('connect.apply', 'cursor')).toEqual(plan);
    expect((await cursor())?.state).toBe('connected');
    expect((await run('connect.plan', 'cursor')).change).toEqual([]);
    await run('connect.undo', 'cursor');
    expect(readFileSync(file(), 'utf8')).toBe('{\n  "mcpServers": {}\n}\n');
    expect(recorded).toEqual([
      { kind: 'program.connected', program: 'Cursor', by: 'window' },
      { kind: 'program.undone', program: 'Cursor', by: 'window' },
    ]);
  });

  it('an entry that something took out again is told, and repaired by the same', async () => {
    mkdirSync(join(home, '.cursor'));
    await run('connect.apply', 'cursor');
    rmSync(file());
    expect((await cursor())?.state).toBe('vanished');
    await run('connect.apply', 'cursor');
    expect((await cursor())?.state).toBe('connected');
  });

  it('tells when a program was last let in: by a call, by a token, or through the bridge', async () => {
    const inAt = async (id: string) => (await programs()).find((each) => each.id === id)?.lastInAt;
    expect(await inAt('cursor')).toBeNull();
    clients = [
      row({ name: 'Cursor', clientIds: ['gh_1', 'gh_2'], lastUsedAt: 5 }),
      row({ id: 'gh_3', clientIds: ['gh_3'], name: 'Claude through the bridge' }),
    ];
    expect([await inAt('cursor'), await inAt('claude-desktop')]).toEqual([5, null]);
    sessions = [
      { clientId: 'gh_2', lastUsedAt: 7 },
      { clientId: 'gh_3', lastUsedAt: 9 },
    ] as Session[];
    expect([await inAt('cursor'), await inAt('claude-desktop'), await inAt('codex')]).toEqual([7, 9, null]);
  });

  it('after another port: whose entry leads elsewhere is told, is brought back, and has to log in again; what somebody else wrote stays theirs', async () => {
    mkdirSync(join(home, '.cursor'));
    await run('connect.apply', 'cursor');
    const old = 'http://127.0.0.1:4100/mcp';
    writeFileSync(file(), readFileSync(file(), 'utf8').replace(MCP, old));
    expect(await cursor()).toMatchObject({ state: 'different', astray: `its entry leads to ${old}`, isLoggedOut: false });
    await run('connect.apply', 'cursor');
    expect(await cursor()).toMatchObject({ state: 'connected', astray: null, isLoggedOut: true });
    clients = [row({ name: 'Cursor' })];
    expect(await cursor()).toMatchObject({ state: 'connected', isLoggedOut: false });
    writeFileSync(file(), JSON.stringify({ mcpServers: { gatehouse: { url: MCP, headers: { 'x-mine': '1' } } } }));
    expect(await cursor()).toMatchObject({ state: 'different', astray: null });
    mkdirSync(join(home, '.codex'));
    writeFileSync(join(home, '.codex', 'config.toml'), `[mcp_servers.gatehouse]\nurl = "${old}"\n`);
    expect((await programs()).find(({ id }) => id === 'codex')).toMatchObject({ state: 'different', astray: null });
  });

  it('a file that cannot be read is left alone, in one line', async () => {
    mkdirSync(join(home, '.cursor'));
    writeFileSync(file(), '{ "mcpServers": ');
    for (const method of ['connect.plan', 'connect.apply', 'connect.undo']) await expect(run(method, 'cursor')).rejects.toThrow('was left alone');
    expect(readFileSync(file(), 'utf8')).toBe('{ "mcpServers": ');
  });

  it.each([['emacs'], ['../cursor'], [''], [null], [{}]])('%j is no program, and touches nothing', async (id) => {
    await expect(run('connect.apply', id)).rejects.toThrow(/no program|must be a text/);
    expect(existsSync(join(home, 'data'))).toBe(false);
  });
});

describe('the self-test', () => {
  it('asks a broker that is as it should be, and approves nothing', async () => {
    const gatehouse = await startGatehouse();
    const { issuer, resource: mcp } = gatehouse.spelling;
    const checks = await createSelfTest({ ask: createAskSelf(issuer), issuer, mcp, signForNoGrant: gatehouse.signForNoGrant })();
    expect(checks).toHaveLength(4);
    expect(checks.filter(({ ok }) => !ok)).toEqual([]);
    expect([gatehouse.connections(), gatehouse.desk.list()]).toEqual([0, []]);
    await gatehouse.close();
  });

  it.each<[string, (path: string, token: string | null) => { status: number; challenge: string; body: string }, string]>([
    ['a token that is let in', (_path, token) => ({ status: token === null ? 401 : 200, challenge: 'resource_metadata="x"', body: '{}' }), 'it answered 200'],
    ['a 401 that leads nowhere', () => ({ status: 401, challenge: 'Bearer', body: '{}' }), 'does not say where to log in'],
    [
      'documents of somebody else',
      () => ({ status: 200, challenge: '', body: '{"issuer":"http://127.0.0.1:1","resource":"x"}' }),
      'it does not name http://127.0.0.1:4283',
    ],
    ['no JSON', () => ({ status: 200, challenge: '', body: '<html>' }), 'it does not name http://127.0.0.1:4283'],
  ])('%s is found', async (_name, answer, line) => {
    const checks = await createSelfTest({
      ask: async (path, { token }) => answer(path, token),
      issuer: 'http://127.0.0.1:4283',
      mcp: MCP,
      signForNoGrant: async () => 'signed',
    })();
    expect(checks.map((check: CheckView) => check.line).join('\n')).toContain(line);
  });

  it('a port where nothing answers is a line, not a fault', async () => {
    const checks = await createSelfTest({
      ask: createAskSelf('http://127.0.0.1:1'),
      issuer: 'http://127.0.0.1:1',
      mcp: MCP,
      signForNoGrant: async () => 'x',
    })();
    expect(checks.every(({ ok, line }) => !ok && line.startsWith('nothing answered'))).toBe(true);
  });
});
