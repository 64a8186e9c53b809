import { chmodSync, closeSync, existsSync, mkdirSync, openSync, readFileSync, realpathSync, statSync, utimesSync, writeSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createServer as createTcp } from 'node:net';
import { basename, join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connectControl } from '../../src/cli/control-client.ts';
import { clientNamed } from '../../src/connect/clients/all.ts';
import { listen } from '../../src/http/listen.ts';
import { SCHEMA_VERSIONS } from '../../src/store/sqlite/schema-versions.ts';
import { allowNext, nextRequest } from '../support/answer.ts';
import { ask } from '../support/ask.ts';
import { removeDirectory, run, temporaryDirectory } from '../support/broker.ts';
import { openAuthorization, untilAnswered } from '../support/browser.ts';
import { sharedBroker } from '../support/each-test.ts';
import { inTime } from '../support/in-time.ts';
import { expectNoLeaks } from '../support/leaks.ts';
import { authorizationUrl, get, makePkce, postForm, postJson, REDIRECT, register } from '../support/oauth-client.ts';
import { quietPort } from '../support/quiet-port.ts';
import { secretsIn } from '../support/secrets.ts';
import { until } from '../support/until.ts';
import { connectorAt, examine, write } from './support.ts';

let home: string;
beforeEach(() => {
  home = temporaryDirectory();
});
afterEach(() => removeDirectory(home));

const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await new Promise((resolve) => server.close(resolve));
});

/** Some other program that holds a port. */
async function foreign(headers: Record<string, string>, body = 'hello'): Promise<number> {
  const server = createServer((_request, response) => void response.writeHead(200, headers).end(body));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  servers.push(server);
  return (server.address() as AddressInfo).port;
}

/** A profile that a broker made and left. */
function profileIn(directory: string, vault: 'file' | 'keychain' = 'file'): string {
  mkdirSync(directory, { mode: 0o700 });
  write(join(directory, 'profile.json'), JSON.stringify({ id: 'p', vault, test: false }));
  return directory;
}

describe('without a broker', () => {
  it('says that none runs, and how to start it', async () => {
    const directory = join(home, 'none');
    const { code, lines } = await examine({ home, directory, environment: { GATEHOUSE_PORT: String(await quietPort()) } });
    expect(code).toBe(1);
    expect(lines).toEqual([`Gatehouse is not running: nobody answers for ${directory}. Start the app, or in a checkout: npm start.`]);
  });

  it('a program that answers on the control socket and is no Gatehouse', async () => {
    const directory = profileIn(join(home, 'taken'));
    const other = createServer().listen(join(directory, 'control.sock'));
    servers.push(other);
    const { lines } = await examine({ home, directory, environment: { GATEHOUSE_PORT: String(await quietPort()) } });
    expect(lines).toContainEqual(
      expect.stringMatching(/^Another program answers in the place of Gatehouse: .* Stop that program, then start Gatehouse again\.$/),
    );
  });

  it('foreign listener: names the program that has the port, and does not say to start beside it', async () => {
    const port = await foreign({ server: 'Jupyter' });
    const { lines } = await examine({ home, directory: join(home, 'none'), environment: { GATEHOUSE_PORT: String(port) } });
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain(
      `Port ${port} is taken by ${process.platform === 'linux' ? `${basename(realpathSync(process.execPath))} (process ${process.pid})` : ''}`,
    );
    expect(lines[0]).toContain(`127.0.0.1:${port} answers as something else (Jupyter)`);
    expect(lines[0]).toContain('gatehouse connect --repair');
  });

  it('foreign listener: one that imitates our document is told apart from the broker of this directory', async () => {
    const port = await foreign({ 'content-type': 'application/json' }, JSON.stringify({ resource: 'http://127.0.0.1:1/mcp' }));
    const { lines } = await examine({ home, directory: join(home, 'none'), environment: { GATEHOUSE_PORT: String(port) } });
    expect(lines).toEqual([expect.stringMatching(/^A Gatehouse answers, and it is not the one of this data directory/)]);
  });

  it('proxy in between: an answer that carries Via', async () => {
    const port = await foreign({ via: '1.1 corporate-proxy' });
    const { lines } = await examine({ home, directory: join(home, 'none'), environment: { GATEHOUSE_PORT: String(port) } });
    expect(lines).toContainEqual(
      expect.stringMatching(/^A proxy stands between a program and Gatehouse: what arrived says so \(1\.1 corporate-proxy\)\. Let the proxy/),
    );
  });

  it.each([
    [{ HTTP_PROXY: 'http://anna:secret@proxy.example:3128' }, true],
    [{ https_proxy: 'http://proxy.example:3128' }, false],
    [{ http_proxy: 'http://proxy.example:3128', no_proxy: 'localhost' }, true],
    [{ http_proxy: 'http://proxy.example:3128', no_proxy: 'localhost, 127.0.0.1' }, false],
    [{ all_proxy: 'socks5://proxy.example', NO_PROXY: '*' }, false],
  ])('proxy in between: %j', async (environment, isWrong) => {
    const { lines } = await examine({
      home,
      directory: join(home, 'none'),
      environment: { ...environment, GATEHOUSE_PORT: String(await quietPort()) } as Record<string, string>,
    });
    const found = lines.filter((line) => line.includes('through a proxy: NO_PROXY does not name 127.0.0.1 and localhost'));
    expect(found).toHaveLength(isWrong ? 1 : 0);
    expect(lines.join('\n')).not.toContain('secret');
  });

  it('clock wrong: the profile was used at a time that has not come', async () => {
    const directory = profileIn(join(home, 'profile'));
    const file = write(join(directory, 'auth.db'), '');
    chmodSync(file, 0o600);
    utimesSync(file, new Date('2031-05-01T10:00:00Z'), new Date('2031-05-01T10:00:00Z'));
    const { lines } = await examine({ home, directory, environment: { GATEHOUSE_PORT: String(await quietPort()) } });
    expect(lines).toContainEqual(
      expect.stringMatching(
        /^The clock of this computer is wrong: it says 20.*: this profile was last used at 2031-05-01 10:00, which has not come yet\. Set it/,
      ),
    );
  });

  it('clock wrong: a year before there was a Gatehouse', async () => {
    const { lines } = await examine({
      home,
      directory: join(home, 'none'),
      now: () => Date.UTC(1970, 0, 2),
      environment: { GATEHOUSE_PORT: String(await quietPort()) },
    });
    expect(lines).toContainEqual(expect.stringMatching(/^The clock of this computer is wrong: it says 1970-01-02 00:00/));
  });

  it('absent keychain: the profile keeps its keys where nothing answers', async () => {
    const directory = profileIn(join(home, 'profile'), 'keychain');
    const environment = { ...process.env, GATEHOUSE_PORT: String(await quietPort()), DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nowhere', XDG_RUNTIME_DIR: home };
    const { lines } = await examine({ home, directory, environment: environment as Record<string, string> });
    expect(lines[0]).toMatch(
      /^The keys of this profile cannot be read: The system keychain does not answer \(.+\)\. Start a keyring service, then start Gatehouse again\.$/,
    );
  });

  it('a Gatehouse that waits for its keychain is not taken for a foreign listener', async () => {
    const listening = await listen(0);
    const environment = { GATEHOUSE_PORT: String(listening.port) };
    // A busy computer may keep it from answering in time.
    const look = () => examine({ home, directory: join(home, 'none'), environment }).then(({ lines }) => lines);
    await expect
      .poll(look, { timeout: 30_000 })
      .toEqual([
        'Gatehouse is still starting: it holds its port and has not opened its files yet. Wait a moment; if it stays so, the system keychain waits for you: unlock it, or answer its question.',
      ]);
    await listening.close();
  });

  it('a profile that is newer than the app', async () => {
    const directory = profileIn(join(home, 'profile'));
    const header = Buffer.alloc(100);
    header.write('SQLite format 3\0');
    header.writeUInt32BE(99, 60);
    const file = openSync(join(directory, 'memory.db'), 'w', 0o600);
    writeSync(file, header);
    closeSync(file);
    const { lines } = await examine({ home, directory, environment: { GATEHOUSE_PORT: String(await quietPort()) } });
    expect(lines[0]).toBe(
      `memory.db is newer than this Gatehouse: its layout is number 99, and this version knows ${SCHEMA_VERSIONS['memory.db']}. Install the version that wrote it; nothing was changed.`,
    );
  });

  it('other users may read along', async () => {
    const directory = profileIn(join(home, 'profile'));
    chmodSync(write(join(directory, 'keys.json'), '{}'), 0o644);
    chmodSync(directory, 0o755);
    const { lines } = await examine({ home, directory, environment: { GATEHOUSE_PORT: String(await quietPort()) } });
    expect(lines.slice(0, 2)).toEqual([
      `Other users of this computer may read ${directory}: its mode is 755. Run: chmod 700 '${directory}'.`,
      `Other users of this computer may read ${directory}/keys.json: its mode is 644. Run: chmod 600 '${directory}/keys.json'.`,
    ]);
  });

  it('a bad setting, a damaged profile', async () => {
    const directory = profileIn(join(home, 'profile'));
    write(join(directory, 'profile.json'), '{');
    write(join(directory, 'config.json'), JSON.stringify({ port: 'high' }));
    const { lines } = await examine({ home, directory });
    expect(lines).toContainEqual(expect.stringContaining('profile.json'));
    expect(lines).toContainEqual(
      expect.stringMatching(/^A setting has a value that is not allowed: port in .*config\.json is "high", but allowed is a port from 1 to 65535/),
    );
  });

  it('waits for nobody longer than a person would: a port that says nothing, a socket that says nothing, a keychain that does not answer', async () => {
    const directory = profileIn(join(home, 'profile'), 'keychain');
    const silent = createTcp(() => undefined).listen(0, '127.0.0.1');
    const control = createTcp(() => undefined).listen(join(directory, 'control.sock'));
    await Promise.all([silent, control].map((server) => new Promise((resolve) => server.once('listening', resolve))));
    // Its own patience ends after 2.3 s.
    const { lines } = await inTime(5_000, () =>
      examine({ home, directory, environment: { GATEHOUSE_PORT: String((silent.address() as AddressInfo).port) }, isHurried: true }),
    );
    expect(lines).toContainEqual(expect.stringMatching(/^Gatehouse runs and does not answer/));
    expect(lines).toContainEqual(expect.stringMatching(/^Port \d+ is taken by .*takes connections and says nothing/));
    for (const server of [silent, control]) server.close();
  });
});

describe('beside a running broker', () => {
  // Hooks run from the last to the first: after the broker has stopped.
  afterAll(expectNoLeaks);
  const broker = sharedBroker();

  const look = (words = {}) => examine({ home, directory: broker.directory, words });
  const cursor = (address: string) => write(join(home, '.cursor/mcp.json'), JSON.stringify({ mcpServers: { gatehouse: { url: address } } }));
  const origin = () => broker.issuer;
  const port = () => new URL(broker.issuer).port;

  it('nothing is wrong: one line, and exit code 0', async () => {
    const { code, lines } = await look();
    expect(lines).toEqual([`Nothing is wrong. Gatehouse 0.1.0 answers at ${broker.mcp}, 0 connected.`]);
    expect(code).toBe(0);
    const control = await connectControl(broker.directory);
    await control.call('connect.test', {});
    // Neither the doctor nor the self-test is a program that wants in.
    expect(await control.call('attempts.list', {})).toEqual({ attempts: [] });
    control.close();
  });

  it.each([
    ['wrong path', () => `${origin()}/sse`, () => 'there is nothing at /sse, memories are at /mcp'],
    ['wrong path', () => `${origin()}`, () => 'there is nothing at /, memories are at /mcp'],
    ['wrong host spelling', () => `http://0.0.0.0:${port()}/mcp`, () => 'Gatehouse answers to 127.0.0.1, localhost and [::1] only, not to 0.0.0.0'],
    [
      'wrong host spelling',
      () => `http://gatehouse.local:${port()}/mcp`,
      () => 'Gatehouse answers to 127.0.0.1, localhost and [::1] only, not to gatehouse.local',
    ],
    ['wrong host spelling', () => `https://localhost:${port()}/mcp`, () => 'Gatehouse speaks http there, not https'],
    ['wrong port', () => 'http://127.0.0.1:4282/mcp', () => `Gatehouse is at port ${port()}, not 4282`],
  ])('%s in a program’s settings', async (_fault, address, why) => {
    const path = cursor(address());
    const { code, lines } = await look();
    expect(lines).toEqual([
      `Cursor asks for ${address()}: ${why()} (entry gatehouse in ${path}). Run: gatehouse connect cursor. In Cursor open Settings, MCP, and press Connect beside gatehouse. A question from Gatehouse follows.`,
    ]);
    expect(code).toBe(1);
  });

  it('an entry that somebody wrote by hand under another name', async () => {
    const path = write(
      join(home, '.codex/config.toml'),
      `[mcp_servers.memory]\nurl = "http://localhost:${port()}/sse"\n[mcp_servers.other]\nurl = "https://example.com/mcp"\n`,
    );
    const { lines } = await look();
    expect(lines).toEqual([
      `Codex asks for http://localhost:${port()}/sse: there is nothing at /sse, memories are at /mcp (entry memory in ${path}). Take the entry memory out there and run: gatehouse connect codex, or write ${broker.mcp} into it.`,
    ]);
  });

  it('drift: an entry that vanished is offered for repair and nothing is rewritten', async () => {
    const path = write(join(home, '.cursor/mcp.json'), '{}');
    const client = clientNamed('cursor');
    if (client === undefined) throw new Error('there is no cursor');
    const connector = connectorAt(home, join(home, 'records'), broker.mcp);
    await connector.connect(client);
    write(path, '{"mcpServers":{}}');
    const { lines } = await examineRecords();
    expect(lines).toContainEqual(
      `Cursor was connected, and its entry is gone: ${path} was written anew, by Cursor itself or by hand. Quit Cursor, then run: gatehouse connect cursor.`,
    );
    expect(readFileSync(path, 'utf8')).toBe('{"mcpServers":{}}');
    await connector.connect(client);
    expect((await examineRecords()).lines).toContainEqual(
      expect.stringMatching(/^Cursor knows Gatehouse and is not logged in: this profile has no connection of it\. In Cursor open Settings/),
    );
  });

  /** The records of `connect` lie in the data directory; here they are the test's own. */
  async function examineRecords() {
    const own = join(broker.directory, 'connect');
    if (!existsSync(own)) mkdirSync(own, { mode: 0o700 });
    write(join(own, 'records.json'), readFileSync(join(home, 'records/connect/records.json'), 'utf8'));
    const examined = await look();
    write(join(own, 'records.json'), '{}');
    return examined;
  }

  it('what a program asked for: wrong path and wrong host', async () => {
    await get(`${origin()}/sse`, { 'user-agent': 'Windsurf/2' });
    await ask(Number(port()), '/mcp', { host: `box.local:${port()}`, headers: { 'user-agent': 'Zed/1' } });
    const { lines } = await look();
    expect(lines).toContainEqual(
      `Windsurf (“Windsurf/2”) came with another address: asked for ${origin()}/sse. Run: gatehouse connect windsurf, then press Refresh in the MCP panel of Windsurf.`,
    );
    expect(lines).toContainEqual(expect.stringContaining(`asked for http://box.local:${port()}. Run: gatehouse connect zed`));
  });

  it('stale client id, with the remedy of the program that it seems to be', async () => {
    await get(authorizationUrl(origin(), 'gh_forgotten', makePkce().challenge, { redirect_uri: 'http://localhost:3118/callback' }));
    expect((await look()).lines).toContainEqual(
      'Claude Code came with a client id that Gatehouse does not know: the client id gh_forgotten is not known. Claude Code keeps a forgotten registration: run: claude mcp logout gatehouse, then: claude mcp login gatehouse.',
    );
  });

  it('redirect mismatch, and missing PKCE', async () => {
    const { client_id: id } = (await register(origin(), { client_name: 'Codex' })) as { client_id: string };
    await get(authorizationUrl(origin(), id, makePkce().challenge, { redirect_uri: 'http://localhost:1234/cb' }));
    await get(authorizationUrl(origin(), id, '', { code_challenge: null }));
    const { lines } = await look();
    expect(lines).toContainEqual(
      `Codex wants its answer at another address than it registered: asked for redirect http://localhost:1234/cb, registered was ${REDIRECT}. Make Codex register again: run: codex mcp logout gatehouse, then: codex mcp login gatehouse, and start Codex again.`,
    );
    expect(lines).toContainEqual(expect.stringMatching(/^Codex logs in without PKCE: no code_challenge\. Update Codex/));
  });

  it('scope refused, then revoked grant; and a report without any secret of the run', async () => {
    const { client_id: id } = (await register(origin(), { client_name: 'goose' })) as { client_id: string };
    const { verifier, challenge } = makePkce();
    const { page } = await openAuthorization(authorizationUrl(origin(), id, challenge, { scope: 'memory:read' }));
    await allowNext(broker, '--scope', 'memory:read');
    const code = (await untilAnswered(page)).location.searchParams.get('code') ?? '';
    const redeemed = await postForm(`${origin()}/oauth/token`, { grant_type: 'authorization_code', code, client_id: id, code_verifier: verifier });
    const tokens = (await redeemed.json()) as { access_token: string; refresh_token: string };
    const call = (name: string, argument: object) =>
      postJson(
        broker.mcp,
        { jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name, arguments: argument } },
        { authorization: `Bearer ${tokens.access_token}`, accept: 'application/json, text/event-stream' },
      );
    expect((await call('memory_store', { content: 'my private note' })).status).toBe(403);
    expect((await look()).lines).toContainEqual(
      expect.stringMatching(
        /^goose was refused a permission: a call needs .*memory:write.*, which you have not given\. Allow it in the question that Gatehouse shows/,
      ),
    );
    await broker.command('deny', (await nextRequest(broker)).id);
    await broker.command('revoke', id);
    expect((await call('memory_recall', { query: 'x' })).status).toBe(401);
    expect((await look()).lines).toContainEqual(
      'goose came with access that does not hold any more: you disconnected it, or its time is over. Log in again: start a new goose session.',
    );

    const report = join(home, 'report.md');
    const asked: string[] = [];
    expect(await examine({ home, directory: broker.directory, words: { report }, confirm: async (question) => asked.push(question) < 0 })).toMatchObject({
      code: 1,
    });
    expect(existsSync(report)).toBe(false);
    expect(asked).toEqual([`Write this to ${report}? [y/N] `]);
    const { said } = await examine({ home, directory: broker.directory, words: { report, yes: true } });
    const text = readFileSync(report, 'utf8');
    expect(said).toContain(text);
    expect(statSync(report).mode & 0o777).toBe(0o600);
    for (const secret of [code, verifier, challenge, tokens.access_token, tokens.refresh_token, page.split('/').at(-1) ?? '', 'my private note', home]) {
      expect(text).not.toContain(secret);
    }
    expect(secretsIn(text)).toEqual([]);
    expect(text).toContain('### Attempts\n- goose');
    expect(text).toContain('call: failed, you disconnected it, or its time is over');
    expect(text).not.toContain(home);
  });

  it('locked by the person', async () => {
    await broker.command('lock');
    try {
      expect((await look()).lines).toContainEqual(
        'Gatehouse is locked: every program is refused until you end that. Choose Unlock in the tray, or run: gatehouse unlock.',
      );
    } finally {
      await broker.command('unlock');
    }
  });

  it('as a command, in JSON', async () => {
    // On a busy computer the broker may not have answered in the time that the command gives it.
    await until(async () => {
      const { code, out } = await run('src/cli/gatehouse.ts', ['doctor', '--data-dir', broker.directory, '--json'], { HOME: home });
      const { ok, findings } = JSON.parse(out) as { ok: boolean; findings: { check: string }[] };
      expect({ code, ok }).toEqual({ code: 1, ok: false });
      expect(findings.map(({ check }) => check)).toEqual(expect.arrayContaining(['stale-client-id', 'redirect-mismatch', 'missing-pkce', 'revoked-grant']));
    });
  });
});
