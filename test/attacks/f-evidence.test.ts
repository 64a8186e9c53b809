/** Section F, evidence: what the person is told about the programs behind a request, from real processes and sockets. */
import { copyFileSync, realpathSync } from 'node:fs';
import { get as httpGet } from 'node:http';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterEach, describe, expect, it } from 'vitest';
import { createEvidence } from '../../src/consent/evidence/gather.ts';
import { createLinuxProcessTable } from '../../src/consent/evidence/linux/linux-process-table.ts';
import { createOpenerAt } from '../../src/consent/evidence/opener-at.ts';
import { createProgramAt } from '../../src/consent/evidence/program-at.ts';
import type { GatherEvidence } from '../../src/consent/gather-evidence.ts';
import { POPUP_LIFETIMES } from '../../src/consent/lifetimes.ts';
import { systemClock } from '../../src/edge/clock.ts';
import type { FetchClientDocument } from '../../src/shared/fetch-client-document.ts';
import type { ProcFiles } from '../../src/shared/machine.ts';
import type { RequestsView, RequestView } from '../../src/shared/views.ts';
import type { ProgramFacts } from '../../src/store/auth-store.ts';
import { createTerminalPrompt } from '../../src/terminal/terminal-prompt.ts';
import { createScreen } from '../consent/support.ts';
import { removeDirectory, startBroker, temporaryDirectory } from '../support/broker.ts';
import { startGatehouse, type TestGatehouse } from '../support/gatehouse.ts';
import { authorizationUrl, get, makePkce } from '../support/oauth-client.ts';
import { PATIENCE } from '../support/patience.ts';
import { asAnotherUser, listenAsAnotherUser, listenHere, startProgram, type TestProgram, uidOfAnotherBroker, wholeComputer } from '../support/programs.ts';
import { quietPort } from '../support/quiet-port.ts';
import { until as itComes } from '../support/until.ts';
import { allow, asking, leaves } from './support.ts';

const own = process.getuid?.() ?? null;
const node = realpathSync(process.execPath);
const PROGRAM = join(import.meta.dirname, '../support/programs/program.ts');

const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
});

type Setting = {
  readonly ownUid?: number | null;
  readonly files?: ProcFiles;
  readonly evidence?: GatherEvidence;
  readonly firstLook?: number;
  readonly registrar?: ProgramFacts | null;
  readonly fetchDocument?: FetchClientDocument;
};

/** A broker that looks at this computer. */
async function start({
  ownUid = own,
  files = wholeComputer,
  evidence,
  firstLook,
  registrar,
  fetchDocument = async () => ({ refused: 'unreachable' }),
}: Setting = {}): Promise<TestGatehouse & { readonly screen: ReturnType<typeof createScreen> }> {
  const processes = createLinuxProcessTable(files, ownUid);
  const screen = createScreen();
  const gatehouse = await startGatehouse(
    {
      prompt: screen,
      evidence: evidence ?? createEvidence({ processes, ownUid, clock: systemClock }),
      openerAt: createOpenerAt(processes),
      fetchDocument,
      programAt: registrar === undefined ? createProgramAt(processes) : async () => registrar,
    },
    { lifetimes: { ...POPUP_LIFETIMES, firstLook: firstLook ?? PATIENCE } },
  );
  undo.push(() => gatehouse.close());
  return { ...gatehouse, screen };
}

async function program(options: Parameters<typeof startProgram>[0] = {}): Promise<TestProgram> {
  const started = await startProgram(options);
  undo.push(() => started.stop());
  return started;
}

/** The same program under another file name. */
function scriptNamed(name: string): string {
  const home = temporaryDirectory();
  undo.push(() => removeDirectory(home));
  copyFileSync(PROGRAM, join(home, `${name}.ts`));
  return join(home, `${name}.ts`);
}

/** The browser opens the login of a client. */
async function opens({ url }: TestGatehouse, clientId: string, redirectUri: string): Promise<URL> {
  const response = await get(authorizationUrl(url, clientId, makePkce().challenge, { redirect_uri: redirectUri }), {
    'sec-fetch-site': 'none',
    'sec-fetch-dest': 'document',
  });
  return new URL(response.headers.get('location') ?? '');
}

/** Where a program that is no browser is sent, over a connection of its own. */
function locationOf(url: string): Promise<string> {
  return new Promise((resolve, reject) => {
    httpGet(url, { agent: false }, (response) => {
      response.resume();
      resolve(response.headers.location ?? '');
    }).once('error', reject);
  });
}

/** The program's login waits, with an answer to a port where nobody listens; that is said. @returns the port */
async function opensUnheard(gatehouse: TestGatehouse, client: TestProgram): Promise<number> {
  const port = await quietPort();
  const redirectUri = `http://127.0.0.1:${port}/callback`;
  await opens(gatehouse, await client.registers(gatehouse.url, { redirect_uris: [redirectUri] }), redirectUri);
  expect(seen(gatehouse).warnings).toEqual([`Nobody is listening at 127.0.0.1:${port}`]);
  return port;
}

/** The one request that can be answered. */
function seen(gatehouse: TestGatehouse): RequestView {
  const [request, ...more] = asking(gatehouse);
  if (request === undefined || more.length > 0) throw new Error(`${more.length} more than one request`);
  return request;
}

const until = (holds: () => boolean) => itComes(() => expect(holds()).toBe(true));

describe.runIf(process.platform === 'linux')('F7 the listener and the program that registered', () => {
  it('F7 names the listener, its user and its parents, and warns of nothing when it is the program that registered', async () => {
    const gatehouse = await start();
    const client = await program();
    const clientId = await client.registers(gatehouse.url);
    expect((await gatehouse.store.clients.find(clientId))?.program).toEqual({
      pid: client.pid,
      path: node,
      uid: own,
      name: 'program',
      parents: expect.any(Array),
    });
    await opens(gatehouse, clientId, client.redirectUri);
    const { facts, warnings } = seen(gatehouse);
    expect(facts).toEqual([
      `Listening there: ${node} (process ${client.pid}, run by you)`,
      expect.stringMatching(/^It says it is “program”, started by “launcher”/),
      'The same program registered',
      'A program on this computer opened the request',
    ]);
    expect(warnings).toEqual([]);
  });

  it('F7 an announced registration says which program registered, under which user and by whom it was started', async () => {
    const gatehouse = await start();
    const client = await program();
    await client.registers(gatehouse.url);
    await until(() => gatehouse.screen.now() !== null);
    expect(gatehouse.screen.now()).toMatchObject({
      stage: 'announced',
      facts: [`Registered by ${node} (run by you)`, expect.stringContaining('“program”, started by “launcher”')],
    });
  });

  it('F7 no listener is a warning', async () => {
    const gatehouse = await start();
    await opensUnheard(gatehouse, await program());
  });

  it('F7 a listener that is not the program that registered is a warning', async () => {
    const gatehouse = await start();
    const client = await program();
    const thief = await program({ script: scriptNamed('thief') });
    await opens(gatehouse, await client.registers(gatehouse.url, { redirect_uris: [thief.redirectUri] }), thief.redirectUri);
    const { facts, warnings } = seen(gatehouse);
    expect(warnings).toEqual(['The listener is not the program that registered']);
    expect(facts).toContain(`Listening there: ${node} (process ${thief.pid}, run by you)`);
    expect(facts).toContain(`Registered by ${node} (run by you)`);
  });

  it('F7 two programs at one port are a warning', async () => {
    const gatehouse = await start();
    const client = await program();
    const second = await listenHere('::1', client.port);
    undo.push(() => second.close());
    const redirectUri = `http://localhost:${client.port}/callback`;
    await opens(gatehouse, await client.registers(gatehouse.url, { redirect_uris: [redirectUri] }), redirectUri);
    expect(seen(gatehouse).warnings).toContain(`More than one program listens at localhost:${client.port}`);
  });

  it('F7 a listener of another user is refused without a prompt', async () => {
    const other = await listenAsAnotherUser();
    undo.push(() => other.close());
    const gatehouse = await start({ ownUid: other.ownUid, registrar: null });
    const redirectUri = `http://127.0.0.1:${other.port}/callback`;
    const client = await program();
    const clientId = await client.registers(gatehouse.url, { redirect_uris: [redirectUri] });
    const back = await opens(gatehouse, clientId, redirectUri);
    expect([back.port, back.searchParams.get('error'), back.searchParams.get('error_description')]).toEqual([
      String(other.port),
      'access_denied',
      'a program of another user asks or would receive the answer',
    ]);
    expect(asking(gatehouse)).toEqual([]);
  });

  it('F7 a program of another user that registers is refused and never shown', async () => {
    const client = await program();
    const gatehouse = await start({ registrar: { pid: 1, path: '/opt/theirs', uid: (own ?? 0) + 4_000, name: null, parents: [] } });
    const clientId = await client.registers(gatehouse.url);
    await until(() => gatehouse.desk.list().length === 0);
    const back = await opens(gatehouse, clientId, client.redirectUri);
    expect(back.searchParams.get('error')).toBe('access_denied');
    expect(asking(gatehouse)).toEqual([]);
  });

  it('F7 a program of another user that asks in the name of a published client is refused, before anybody is asked', async () => {
    const redirectUri = `http://127.0.0.1:${await quietPort()}/callback`;
    const fetchDocument: FetchClientDocument = async (url) => ({
      members: { client_id: url, client_name: 'Zed', redirect_uris: [redirectUri], token_endpoint_auth_method: 'none' },
      cacheControl: null,
    });
    const gatehouse = await start({ ownUid: uidOfAnotherBroker(), fetchDocument });
    const url = authorizationUrl(gatehouse.url, 'https://zed.dev/oauth/client.json', makePkce().challenge, { redirect_uri: redirectUri });
    const back = new URL(await asAnotherUser(() => locationOf(url)));
    expect(Object.fromEntries(back.searchParams)).toMatchObject({
      error: 'access_denied',
      error_description: 'a program of another user asks or would receive the answer',
    });
    expect(asking(gatehouse)).toEqual([]);
  });

  it('F7 what cannot be read is said to be undetermined, and nothing is claimed', async () => {
    const gatehouse = await start({ files: { ...wholeComputer, findLinks: async () => new Set() } });
    const client = await program();
    await opens(gatehouse, await client.registers(gatehouse.url), client.redirectUri);
    const { facts, warnings } = seen(gatehouse);
    expect(facts.slice(0, 2)).toEqual([
      'Listening there: a program that could not be determined (run by you)',
      'Which program registered could not be determined',
    ]);
    expect(warnings).toEqual([`Which program listens at 127.0.0.1:${client.port} could not be determined`]);
  });

  it('F7 where nothing at all can be seen, "nobody" is not claimed either', async () => {
    const gatehouse = await start({ files: { ...wholeComputer, read: async () => null, readRows: async () => null } });
    const client = await program();
    await opens(gatehouse, await client.registers(gatehouse.url), client.redirectUri);
    expect(seen(gatehouse).warnings).toEqual([`Who listens at 127.0.0.1:${client.port} could not be determined`]);
  });

  it('F7 no word of a command line is stored, shown or logged', async () => {
    const gatehouse = await start();
    const client = await program({ words: ['--token', 'ghp_letmein', 'https://user:letmein@example.com/'] });
    await opens(gatehouse, await client.registers(gatehouse.url), client.redirectUri);
    await gatehouse.activity.flush();
    const everything = JSON.stringify([await gatehouse.store.clients.list(), gatehouse.desk.list(), await gatehouse.store.activity.list({ limit: 100 })]);
    expect(everything).toContain('“program”');
    expect(everything).not.toContain('letmein');
  });
});

describe.runIf(process.platform === 'linux')('F7 the listener is read again when it matters (ruling 11)', () => {
  it('F7 a listener that appears late comes on screen by itself', async () => {
    const gatehouse = await start();
    const port = await opensUnheard(gatehouse, await program());
    await program({ port });
    gatehouse.clock.advance(POPUP_LIFETIMES.nextLook);
    await until(() => seen(gatehouse).warnings.length === 0);
    expect(gatehouse.screen.now()?.facts[0]).toMatch(/^Listening there: /);
  });

  it('F7 whoever answers by command has not seen what came on screen since: it has to be looked at again', async () => {
    const gatehouse = await start();
    const client = await program();
    const { port, close } = await listenHere();
    await close();
    const redirectUri = `http://127.0.0.1:${port}/callback`;
    await opens(gatehouse, await client.registers(gatehouse.url, { redirect_uris: [redirectUri] }), redirectUri);
    const { id } = seen(gatehouse);
    await program({ port, script: scriptNamed('thief') });
    gatehouse.clock.advance(POPUP_LIFETIMES.nextLook);
    await until(() => seen(gatehouse).warnings.includes('The listener is not the program that registered'));
    const decision = { answer: 'allow', scopes: ['memory:read'], for: '30d', compartment: 'default' } as const;
    expect(await gatehouse.desk.decide(id, decision, 'command')).toBe('changed');
    expect(await gatehouse.store.grants.list()).toEqual([]);
    expect(await gatehouse.desk.decide(id, decision, 'command')).toBe('decided');
  });

  it('F7 another program that took the port before Allow gets no code: the prompt is drawn anew', async () => {
    const gatehouse = await start();
    const client = await startProgram();
    const { redirectUri, port } = client;
    const clientId = await client.registers(gatehouse.url);
    const page = await opens(gatehouse, clientId, redirectUri);
    const { id } = seen(gatehouse);
    await client.stop();
    const thief = await program({ port, script: scriptNamed('thief') });
    const decision = { answer: 'allow', scopes: ['memory:read'], for: '30d', compartment: 'default' } as const;
    expect(await gatehouse.desk.decide(id, decision, 'popup')).toBe('changed');
    expect(await gatehouse.store.grants.list()).toEqual([]);
    expect(seen(gatehouse)).toMatchObject({ id, warnings: ['The listener is not the program that registered'] });
    expect(gatehouse.screen.now()?.facts[0]).toContain(`process ${thief.pid}`);
    expect((await get(page.href)).status).toBe(200);
  });

  it('F7 a listener of another user that took the port before Allow ends the request', async () => {
    const other = await listenAsAnotherUser();
    const { port } = other;
    await other.close();
    const gatehouse = await start({ ownUid: other.ownUid, registrar: null });
    const redirectUri = `http://127.0.0.1:${port}/callback`;
    const client = await program();
    const clientId = await client.registers(gatehouse.url, { redirect_uris: [redirectUri] });
    const page = await opens(gatehouse, clientId, redirectUri);
    const { id } = seen(gatehouse);
    const thief = await listenAsAnotherUser(port);
    undo.push(() => thief.close());
    const decision = { answer: 'allow', scopes: ['memory:read'], for: '30d', compartment: 'default' } as const;
    expect(await gatehouse.desk.decide(id, decision, 'popup')).toBe('refused');
    expect(await gatehouse.store.grants.list()).toEqual([]);
    expect((await leaves(page.href)).searchParams.get('error')).toBe('access_denied');
  });

  it('F7 the same program that closed and opened its listener again is allowed', async () => {
    const gatehouse = await start();
    const { port, close } = await listenHere();
    const redirectUri = `http://127.0.0.1:${port}/callback`;
    const client = await program();
    const clientId = await client.registers(gatehouse.url, { redirect_uris: [redirectUri] });
    await opens(gatehouse, clientId, redirectUri);
    await close();
    const again = await listenHere('127.0.0.1', port);
    undo.push(() => again.close());
    await allow(gatehouse, clientId, { scopes: ['memory:read'] });
    expect(await gatehouse.store.grants.list()).toHaveLength(1);
  });
});

describe('F7 a slow look holds nothing back', () => {
  /** A tool of the system that answers when the test says so. */
  function slow() {
    let finish: (refused: boolean) => void = () => undefined;
    const evidence: GatherEvidence = ({ redirectUri }) =>
      redirectUri === null
        ? Promise.resolve({ facts: [], warnings: [], fingerprint: '', refused: false, settled: true })
        : new Promise((resolve) => {
            finish = (refused) => resolve({ facts: ['Listening there: /opt/slow'], warnings: [], fingerprint: 'slow', refused, settled: true });
          });
    return { evidence, finish: (refused = false) => finish(refused) };
  }

  it('F7 the prompt shows what is known, and the rest when it is seen', async () => {
    const { evidence, finish } = slow();
    const gatehouse = await start({ evidence, firstLook: 20 });
    const clientId = await registerHere(gatehouse);
    await opens(gatehouse, clientId, REDIRECT);
    expect(gatehouse.screen.now()).toMatchObject({
      facts: ['A program on this computer opened the request'],
      warnings: ['Who listens at 127.0.0.1:51004 could not be determined yet'],
    });
    finish();
    await until(() => gatehouse.screen.now()?.warnings.length === 0);
    expect(gatehouse.screen.now()?.facts).toEqual(['Listening there: /opt/slow']);
  });

  it('F7 another user’s listener that is seen late ends the request', async () => {
    const { evidence, finish } = slow();
    const gatehouse = await start({ evidence, firstLook: 20 });
    const page = await opens(gatehouse, await registerHere(gatehouse), REDIRECT);
    expect(asking(gatehouse)).toHaveLength(1);
    finish(true);
    await until(() => asking(gatehouse).length === 0);
    expect((await leaves(page.href)).searchParams.get('error')).toBe('access_denied');
  });
});

describe.runIf(process.platform === 'linux')('F10 a name is a claim', () => {
  it('F10 "Claude Code" by a program that is not is a warning that names the program', async () => {
    const gatehouse = await start();
    const client = await program();
    await opens(gatehouse, await client.registers(gatehouse.url, { client_name: 'Claude Code' }), client.redirectUri);
    expect(seen(gatehouse).warnings).toEqual([`It calls itself “Claude Code”, but the program that registered is ${node}`]);
  });

  it('F10 what a program says of itself cannot write lines, colours or quotes of ours', async () => {
    const gatehouse = await start();
    const client = await program({ script: scriptNamed('x”,run-by-you\u001b[31m\u202e') });
    await opens(gatehouse, await client.registers(gatehouse.url), client.redirectUri);
    const output = await printed(seen(gatehouse));
    expect(output).toContain('It says it is “x,run-by-you[31m”');
    expect(['\u001b', '\u202e'].filter((letter) => output.includes(letter))).toEqual([]);
  });
});

describe.runIf(process.platform === 'linux')('F7 a running broker', () => {
  it('F7 tells it in the terminal and through its commands', async () => {
    const broker = await startBroker();
    undo.push(
      () => removeDirectory(broker.directory),
      () => broker.kill(),
    );
    const client = await program();
    const clientId = await client.registers(broker.issuer, { client_name: 'Cursor' });
    await get(authorizationUrl(broker.issuer, clientId, makePkce().challenge, { redirect_uri: client.redirectUri }));
    // It is asked before everything is seen, where seeing takes long.
    const request = await itComes(async () => {
      const { requests } = await broker.command<RequestsView>('requests');
      expect(requests[0]?.facts[0]).toBe(`Listening there: ${node} (process ${client.pid}, run by you)`);
      return requests[0];
    });
    expect(request?.warnings).toEqual([`It calls itself “Cursor”, but the program that registered is ${node}`]);
    expect(await printed(request ?? never())).toContain(`\n  ! It calls itself “Cursor”, but the program that registered is ${node}\n`);
    const { client: row } = await broker.command<{ client: { program: string } }>('client', clientId);
    expect(row.program).toBe(node);
  });
});

const REDIRECT = 'http://127.0.0.1:51004/callback';

async function registerHere({ url }: TestGatehouse): Promise<string> {
  const response = await fetch(`${url}/oauth/register`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ redirect_uris: [REDIRECT] }),
  });
  return ((await response.json()) as { client_id: string }).client_id;
}

/** What the question on a terminal says. */
async function printed(request: RequestView): Promise<string> {
  const output = new PassThrough();
  const ended = new AbortController();
  const asked = createTerminalPrompt({ input: new PassThrough(), output, interrupt: () => undefined, isInForeground: async () => true }).show(
    request,
    ended.signal,
  );
  ended.abort();
  await asked;
  return String(output.read());
}

function never(): never {
  throw new Error('the test itself is wrong');
}
