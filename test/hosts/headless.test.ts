import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, describe, expect, it } from 'vitest';
import { readServeOptions } from '../../src/edge/serve-options.ts';
import { createSettingsBeforeStart } from '../../src/edge/settings-before-start.ts';
import { loadWithConf, saveWithConf } from '../../src/edge/settings-file.ts';
import { allowNext } from '../support/answer.ts';
import { type Outcome, removeDirectory, run, startBroker, temporaryDirectory } from '../support/broker.ts';
import { openAuthorization, untilAnswered } from '../support/browser.ts';
import { authorizationUrl, makePkce, postForm, postJson, REDIRECT, register, type Tokens } from '../support/oauth-client.ts';
import { quietPort } from '../support/quiet-port.ts';
import { until } from '../support/until.ts';

const directory = temporaryDirectory();
afterAll(() => removeDirectory(directory));

const serve = (words: readonly string[], environment: Record<string, string | undefined> = {}): Promise<Outcome> =>
  run('src/serve.ts', words, { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent', ...environment });
const fingerprint = (path: string) =>
  Object.fromEntries(
    readdirSync(path)
      .sort()
      .map((name) => [
        name,
        createHash('sha256')
          .update(readFileSync(join(path, name)))
          .digest('hex'),
      ]),
  );

/** What the window of the desktop app changes while no broker runs. */
const settingsOf = (words: readonly string[]) =>
  createSettingsBeforeStart({ options: () => readServeOptions(words), environment: {}, load: loadWithConf, save: saveWithConf });

function expectOneLine({ err, out }: Outcome): void {
  expect(out).toBe('');
  expect(err.trimEnd().split('\n')).toHaveLength(1);
}

describe('bad input at the start: one line, the right exit code, nothing changed on disk', () => {
  it.each([
    [['--bogus'], 2, /Unknown option '--bogus'/],
    [['--port', '99999'], 2, /--port is "99999", but allowed is a number from 0 to 65535/],
    [['--vault', 'paper'], 2, /--vault is "paper", but allowed is keychain or file/],
    [['--consent', 'auto'], 2, /only for a test profile/],
    [['word'], 2, /word/],
  ] as const)('%j', async (words, code, line) => {
    const outcome = await serve(words);
    expectOneLine(outcome);
    expect(outcome.code).toBe(code);
    expect(outcome.err).toMatch(line);
  });

  it.each([
    [{ GATEHOUSE_PORT: 'abc' }, /GATEHOUSE_PORT is "abc", but allowed is a port from 1 to 65535/],
    [{ GATEHOUSE_ACCESS_TOKEN_MINUTES: '1' }, /GATEHOUSE_ACCESS_TOKEN_MINUTES is "1", but allowed is whole minutes from 5 to 60/],
    [{ MCP_OAUTH_ACCESS_TOKEN_EXPIRE_MINUTES: '61' }, /MCP_OAUTH_ACCESS_TOKEN_EXPIRE_MINUTES is "61"/],
    [{ GATEHOUSE_SIGNING_ALGORITHM: 'HS256' }, /GATEHOUSE_SIGNING_ALGORITHM is "HS256", but allowed is ES256 or RS256/],
    [{ MCP_OAUTH_AUTHORIZATION_CODE_EXPIRE_MINUTES: '11' }, /MCP_OAUTH_AUTHORIZATION_CODE_EXPIRE_MINUTES is "11", but allowed is whole minutes from 1 to 10/],
    [{ GATEHOUSE_CLIENT_SLEEP_DAYS: '3651' }, /GATEHOUSE_CLIENT_SLEEP_DAYS is "3651", but allowed is whole days from 1 to 3650, or 0 for never/],
    [{ CLIENT_LIFETIME: '90' }, /CLIENT_LIFETIME is "90", but allowed is whole seconds of a day \(86400\) or more, or 0 for never/],
    [{ GATEHOUSE_CLIENT_DOCUMENTS: 'maybe' }, /GATEHOUSE_CLIENT_DOCUMENTS is "maybe", but allowed is on or off/],
    [{ GATEHOUSE_ALLOWED_ORIGINS: '*' }, /GATEHOUSE_ALLOWED_ORIGINS is "\*", but allowed is origins such as https:\/\/app\.example\.com/],
    [{ GATEHOUSE_ALLOWED_ORIGINS: 'https://app.example.com, null' }, /GATEHOUSE_ALLOWED_ORIGINS is "https:\/\/app\.example\.com, null"/],
    [{ GATEHOUSE_ALLOWED_ORIGINS: 'https://app.example.com/' }, /GATEHOUSE_ALLOWED_ORIGINS is/],
    [{ GATEHOUSE_REMOTE_REDIRECTS: 'constructor' }, /GATEHOUSE_REMOTE_REDIRECTS is "constructor", but allowed is true or false/],
  ])('the environment %j', async (environment, line) => {
    const path = join(directory, 'never');
    const outcome = await serve(['--data-dir', path, '--port', '0'], environment);
    expectOneLine(outcome);
    expect(outcome.code).toBe(1);
    expect(outcome.err).toMatch(line);
    expect(readdirSync(directory)).not.toContain('never');
  });

  it('the settings file', async () => {
    const path = join(directory, 'settings');
    mkdirSync(path, { mode: 0o700 });
    writeFileSync(join(path, 'config.json'), JSON.stringify({ accessTokenLifetime: 1 }));
    const before = fingerprint(path);
    const outcome = await serve(['--data-dir', path, '--port', '0', '--vault', 'file']);
    expectOneLine(outcome);
    expect(outcome.err).toContain('config.json is "1", but allowed is whole minutes from 5 to 60');
    writeFileSync(join(path, 'config.json'), '{"port": ');
    expect((await serve(['--data-dir', path, '--vault', 'file'])).err).toContain('config.json is damaged');
    writeFileSync(join(path, 'config.json'), JSON.stringify({ accessTokenLifetime: 1 }));
    expect(fingerprint(path)).toEqual(before);
  });

  it('a taken port is named with its holder', async () => {
    const holder = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => holder.once('listening', resolve));
    const { port } = holder.address() as { port: number };
    const path = join(directory, 'taken');
    const outcome = await serve(['--data-dir', path, '--port', String(port), '--vault', 'file']);
    holder.close();
    expectOneLine(outcome);
    expect(outcome.code).toBe(1);
    expect(outcome.err).toContain(`Port ${port} is taken`);
    if (process.platform === 'linux') expect(outcome.err).toContain(`(process ${process.pid})`);
    expect(readdirSync(directory)).not.toContain('taken');
  });

  it('a missing keychain refuses, there is no silent plaintext (ruling 18)', async () => {
    const outcome = await serve(['--data-dir', join(directory, 'nokeys'), '--port', '0']);
    expectOneLine(outcome);
    expect(outcome.code).toBe(1);
    expect(outcome.err).toMatch(/keychain .*--vault file/);
    expect(readdirSync(directory)).not.toContain('nokeys');
  });

  it('an unwritable data directory', async () => {
    const path = join(directory, 'file');
    writeFileSync(path, 'x');
    const outcome = await serve(['--data-dir', path, '--port', '0', '--vault', 'file']);
    expectOneLine(outcome);
    expect(outcome.code).toBe(1);
    expect(outcome.err).toMatch(/--data-dir/);
  });

  it('a newer database', async () => {
    const path = join(directory, 'newer');
    const broker = await startBroker({ directory: path });
    await broker.stop();
    const db = new Database(join(path, 'memory.db'));
    db.pragma('user_version = 99');
    db.close();
    const before = fingerprint(path);
    const outcome = await serve(['--test-profile', path, '--port', '0']);
    expectOneLine(outcome);
    expect(outcome.code).toBe(1);
    expect(outcome.err).toMatch(/newer Gatehouse/);
    expect(fingerprint(path)).toEqual(before);
  });

  it('a second instance on the same directory', async () => {
    const broker = await startBroker({ directory: join(directory, 'twice') });
    const outcome = await serve(['--test-profile', broker.directory, '--port', '0']);
    expectOneLine(outcome);
    const said = [1, `Another Gatehouse (process ${broker.pid}) uses this data directory. Use that one, or stop it first.\n`];
    expect([outcome.code, outcome.err]).toEqual(said);
    // Nor is it told to stop a process whose name it does not know.
    const samePort = await serve(['--test-profile', broker.directory, '--port', new URL(broker.issuer).port]);
    expect([samePort.code, samePort.err]).toEqual(said);
    await broker.stop();
  });
});

describe('test profiles', () => {
  it('never use the real port, never grow out of a filled directory, and are never served unnamed', async () => {
    const filled = join(directory, 'filled');
    mkdirSync(filled, { mode: 0o700 });
    writeFileSync(join(filled, 'note'), 'x');
    expect(await serve(['--test-profile', filled, '--port', '0'])).toMatchObject({ code: 1 });
    expect(await serve(['--test-profile', join(directory, 'p4283')])).toMatchObject({ code: 1 });
    const broker = await startBroker({ directory: join(directory, 'marked') });
    await broker.stop();
    const outcome = await serve(['--data-dir', broker.directory, '--port', '0']);
    expect(outcome).toMatchObject({ code: 1 });
    expect(outcome.err).toContain('is a test profile');
    expect(readdirSync(directory)).not.toContain('p4283');
  });

  it('never grow out of settings, which may be those of a person whose first start failed', async () => {
    const path = join(directory, 'settings-of-a-person');
    const window = settingsOf(['--data-dir', path]);
    expect(window.change({ clientSleep: '90' })).toBeNull();
    const before = fingerprint(path);
    const outcome = await serve(['--test-profile', path, '--port', '0']);
    expectOneLine(outcome);
    expect(outcome).toMatchObject({ code: 1 });
    expect(outcome.err).toMatch(/holds config\.json and is not a test profile.* or remove config\.json/);
    // Nor does the window of one write into it.
    expect(() => settingsOf(['--test-profile', path]).change({ clientSleep: '30' })).toThrow('is not a test profile');
    expect(fingerprint(path)).toEqual(before);
  });

  it('begin with the settings that their own window kept before the first start', async () => {
    const path = join(directory, 'settings-first');
    expect(settingsOf(['--test-profile', path]).change({ clientSleep: '60' })).toBeNull();
    expect(settingsOf(['--test-profile', path]).change({ clientSleep: '90' })).toBeNull();
    expect(await serve(['--data-dir', path, '--port', '0'])).toMatchObject({ code: 1, err: expect.stringContaining('is a test profile') });
    const broker = await startBroker({ directory: path });
    expect(await broker.command('status')).toMatchObject({ testProfile: true });
    expect(JSON.parse(readFileSync(join(path, 'config.json'), 'utf8'))).toEqual({ clientSleep: 90 });
    await broker.stop();
  });

  it('with auto consent a valid request is answered before the browser waits; a registration alone is not', async () => {
    const broker = await startBroker({ directory: join(directory, 'auto'), consent: 'auto' });
    const { client_id } = await register(broker.issuer);
    const { verifier, challenge } = makePkce();
    const pending = await postForm(`${broker.issuer}/oauth/token`, {
      grant_type: 'authorization_code',
      code: 'x',
      client_id: String(client_id),
      code_verifier: verifier,
    });
    expect(pending.status).toBe(400);
    const { page } = await openAuthorization(authorizationUrl(broker.issuer, String(client_id), challenge, { scope: 'memory:admin' }));
    const answer = await fetch(page, { redirect: 'manual' });
    expect(answer.status).toBe(303);
    const { clients } = await broker.command<{ clients: { state: string; scopes: string[]; endsAt: number | null }[] }>('clients');
    expect(clients).toMatchObject([{ state: 'connected', scopes: ['memory:read', 'memory:write', 'memory:admin'], endsAt: null }]);
    await broker.stop();
  });
});

describe('a restart keeps everything that was answered', () => {
  it('kill -9 between the Allow and the browser: the answer is still there, once', async () => {
    const path = join(directory, 'killed');
    let broker = await startBroker({ directory: path });
    const port = Number(new URL(broker.issuer).port);
    const { client_id } = await register(broker.issuer);
    const clientId = String(client_id);
    const { verifier, challenge } = makePkce();
    const { page } = await openAuthorization(authorizationUrl(broker.issuer, clientId, challenge));
    await allowNext(broker);
    await broker.kill();

    broker = await startBroker({ directory: path, port });
    const { location } = await untilAnswered(page);
    const code = location.searchParams.get('code') ?? '';
    const redeemed = await postForm(`${broker.issuer}/oauth/token`, { grant_type: 'authorization_code', code, client_id: clientId, code_verifier: verifier });
    const tokens = (await redeemed.json()) as Tokens;
    const call = (name: string, input: object) =>
      postJson(
        broker.mcp,
        { jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name, arguments: input } },
        { authorization: `Bearer ${tokens.access_token}`, accept: 'application/json, text/event-stream' },
      );
    expect((await call('memory_store', { content: 'kept through a kill' })).status).toBe(200);
    await broker.kill();

    broker = await startBroker({ directory: path, port });
    const recalled = await call('memory_recall', { query: 'kill' });
    expect(recalled.status).toBe(200);
    expect(await recalled.text()).toContain('kept through a kill');
    await broker.command('revoke', clientId);
    await broker.kill();

    broker = await startBroker({ directory: path, port });
    expect((await call('memory_status', {})).status).toBe(401);
    expect(await broker.command('activity', 'verify')).toMatchObject({ intact: true });
    await broker.stop();
  });

  it('everything is private to this user', async () => {
    const broker = await startBroker({ directory: join(directory, 'private') });
    expect(statSync(broker.directory).mode & 0o777).toBe(0o700);
    for (const name of readdirSync(broker.directory)) expect(statSync(join(broker.directory, name)).mode & 0o077, name).toBe(0);
    await broker.stop();
    chmodSync(broker.directory, 0o700);
  });
});

describe('what a person is told to type', () => {
  it('--help is answered with every option and its choices, and starts nothing', async () => {
    for (const word of ['--help', '-h']) {
      const outcome = await serve([word, '--data-dir', join(directory, 'helped')]);
      expect(outcome).toMatchObject({ code: 0, err: '' });
      expect(outcome.out).toMatch(/^Usage: npm run --silent gatehouse -- serve \[options\]\n/);
      expect(outcome.out).toMatch(/--vault keychain\|file +\S.*\n.*--test-profile DIR +\S.*\n.*--consent ask\|auto +\S/);
    }
    expect((await run('src/cli/gatehouse.ts', ['serve', '--help'])).out).toBe((await serve(['--help'])).out);
    expect(readdirSync(directory)).not.toContain('helped');
  });

  it('the waiting page says what answers, of this very data directory, where no terminal asks', async () => {
    const broker = await startBroker({ directory: join(directory, 'no-terminal') });
    const { client_id } = await register(broker.issuer);
    const { page } = await openAuthorization(authorizationUrl(broker.issuer, String(client_id), makePkce().challenge));
    const command = (word: string) => `npm run --silent gatehouse -- ${word} --data-dir ${broker.directory}`;
    expect(await (await fetch(page)).text()).toContain(
      `wants to use your memories. In a terminal this shows it: ${command('requests')}, and this answers it: ${command('allow')} CODE</p>`,
    );
    await broker.stop();
  });
});

describe('the command', () => {
  it('exit codes: 0 done, 1 refused, 2 wrong usage, 3 no broker', async () => {
    const broker = await startBroker({ directory: join(directory, 'codes') });
    const command = (...words: string[]) => run('src/cli/gatehouse.ts', [...words, '--data-dir', broker.directory]);
    expect(await command('status')).toMatchObject({ code: 0, err: '' });
    expect(await command('allow', 'rq_none')).toEqual({
      code: 1,
      out: '',
      err: `No request rq_none is waiting. See: npm run --silent gatehouse -- requests --data-dir ${broker.directory}\n`,
    });
    expect((await command('status', '--bogus')).code).toBe(2);
    expect((await command('revoke')).code).toBe(2);
    expect((await command('frobnicate')).code).toBe(2);
    await broker.stop();
    expect((await command('status')).code).toBe(3);
  });

  it('token create prints a key once, keys rotate disconnects nobody', async () => {
    const broker = await startBroker({ directory: join(directory, 'keys') });
    const made = await broker.command<{ id: string; token: string }>('token', 'create', '--name', 'script', '--scope', 'memory:read', '--for', '1d');
    const call = () => fetch(`${broker.issuer}/api/memories`, { headers: { authorization: `Bearer ${made.token}` } });
    expect((await call()).status).toBe(200);
    expect(await broker.command('keys', 'rotate')).toMatchObject({ published: 2 });
    expect((await call()).status).toBe(200);
    await broker.command('revoke', made.id);
    expect((await call()).status).toBe(401);
    expect((await run('src/cli/gatehouse.ts', ['token', 'create', '--data-dir', broker.directory])).code).toBe(2);
    await broker.stop();
  });

  it('client add enters a program by hand, which then asks like any other; client shows it', async () => {
    const broker = await startBroker({ directory: join(directory, 'by-hand') });
    const made = await broker.command<{ id: string; secret: null }>('client', 'add', '--name', 'My tool', '--redirect', REDIRECT, '--scope', 'read');
    expect(made).toEqual({ id: expect.stringMatching(/^gh_/), name: 'My tool', redirectUris: [REDIRECT], scope: 'memory:read', secret: null });
    await openAuthorization(authorizationUrl(broker.issuer, made.id, makePkce().challenge));
    expect((await broker.command<{ requests: unknown[] }>('requests')).requests).toMatchObject([{ client: { name: 'My tool' } }]);
    const shown = await run('src/cli/gatehouse.ts', ['client', made.id, '--data-dir', broker.directory]);
    expect(shown.out).toBe(`${made.id}  “My tool”  never approved\n  Answers   ${REDIRECT}\n`);
    expect(await broker.command('client', 'remove', made.id)).toEqual({ id: made.id, removed: 1 });
    expect((await run('src/cli/gatehouse.ts', ['client', made.id, '--data-dir', broker.directory])).code).toBe(1);
    expect((await run('src/cli/gatehouse.ts', ['client', 'remove', '--data-dir', broker.directory])).code).toBe(2);
    expect((await run('src/cli/gatehouse.ts', ['client', made.id, 'more', '--data-dir', broker.directory])).code).toBe(2);
    const secret = await run('src/cli/gatehouse.ts', ['client', 'add', '--preset', 'cursor', '--confidential', '--data-dir', broker.directory]);
    expect(secret.out).toMatch(
      /^“Cursor” may ask for access now, and you will be asked when it does\.\n {2}Client id gh_\S+\n {2}Secret {4}ghs_\S+ {2}\(not shown again\)/,
    );
    const refused = await run('src/cli/gatehouse.ts', ['client', 'add', '--name', 'x', '--data-dir', broker.directory]);
    expect([refused.code, refused.err]).toEqual([2, expect.stringContaining('Say what it is called with --name and where it is answered')]);
    await broker.stop();
  });

  it('compartments are made, looked into, chosen, renamed and removed by name', async () => {
    const broker = await startBroker({ directory: join(directory, 'apart') });
    const say = (...words: string[]) => run('src/cli/gatehouse.ts', ['compartments', ...words, '--data-dir', broker.directory]);
    expect((await say('create', 'Work')).out).toBe('Work is there now, and empty.\n');
    expect((await say('windows', 'work', '--reads', 'Default')).out).toBe('Programs connected to it: Work, and it may read Default as well.\n');
    expect((await say('rename', 'Default', 'Home')).out).toBe('It is called Home now.\n');
    const { id } = await register(broker.issuer).then(({ client_id }) => ({ id: String(client_id) }));
    await openAuthorization(authorizationUrl(broker.issuer, id, makePkce().challenge));
    const { requests } = await broker.command<{ requests: { id: string }[] }>('requests');
    const shown = await run('src/cli/gatehouse.ts', ['requests', '--data-dir', broker.directory]);
    expect(shown.out).toContain('  Memories, the first unless you name another:\n    Home\n    Work, and it may read Home as well');
    expect(await broker.command('allow', requests[0]?.id ?? '', '--compartment', 'work')).toMatchObject({ compartment: 'Work' });
    expect((await run('src/cli/gatehouse.ts', ['client', id, '--data-dir', broker.directory])).out).toContain(
      '  Memories  Work, and it may read Home as well\n',
    );
    expect((await say()).out).toBe('Home: 0 memories, 0 connections\nWork, and it may read Home as well: 0 memories, 1 connection\n');
    expect(await say('remove', 'Work')).toMatchObject({ code: 1, err: 'Programs are connected to Work. Disconnect them first.\n' });
    await broker.command('revoke', id);
    expect((await say('remove', 'Work')).out).toBe('Removed.\n');
    for (const words of [['create'], ['rename', 'Home'], ['sing', 'Home']]) expect([words, (await say(...words)).code]).toEqual([words, 2]);
    await broker.stop();
  });

  it('deny, lock, unlock, sessions and activity work from outside', async () => {
    const broker = await startBroker({ directory: join(directory, 'outside') });
    const { client_id } = await register(broker.issuer, { client_name: 'Evil\u001b[2J name' });
    const { page } = await openAuthorization(authorizationUrl(broker.issuer, String(client_id), makePkce().challenge));
    const shown = await run('src/cli/gatehouse.ts', ['requests', '--data-dir', broker.directory]);
    expect(shown.out).not.toContain('\u001b');
    const { requests } = await broker.command<{ requests: { id: string; code: string }[] }>('requests');
    await broker.command('deny', requests[0]?.code ?? '');
    expect((await untilAnswered(page)).location.searchParams.get('error')).toBe('access_denied');
    expect(await broker.command('lock')).toEqual({ locked: true });
    expect((await fetch(broker.mcp)).status).toBe(401);
    expect(await broker.command('unlock')).toEqual({ locked: false });
    expect(await broker.command('sessions')).toEqual({ sessions: [] });
    const { activity } = await broker.command<{ activity: { words: string }[] }>('activity');
    expect(activity.map(({ words }) => words)).toContain('Denied (answered by command)');
    await broker.stop();
  });
});

describe('npm start', () => {
  const root = join(import.meta.dirname, '../..');

  it.each([
    ['its launcher, which is killed', process.execPath, [join(root, 'scripts/start.mjs')], 'SIGKILL'],
    ['npm, which is asked to end and ends its shell alone', 'npm', ['start', '--'], 'SIGTERM'],
  ] as const)('says why it runs without a window, prints the address, and ends with %s', async (_what, command, words, signal) => {
    const home = join(directory, `home-${signal}`);
    const port = await quietPort();
    mkdirSync(home);
    const environment = { ...process.env, HOME: home, XDG_CONFIG_HOME: '', GATEHOUSE_PORT: '', DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent' };
    const launcher = spawn(command, [...words, '--headless', '--port', String(port)], {
      cwd: root,
      env: environment,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let out = '';
    for await (const chunk of launcher.stdout) {
      out += chunk;
      if (out.includes('Stop with')) break;
    }
    expect(out).toContain('Running without a window: --headless.');
    expect(out).toContain(`Gatehouse is running on http://127.0.0.1:${port}/mcp`);
    expect(out).toContain('Connect Claude Code: npm run --silent gatehouse -- connect claude-code\n');
    // Nobody can answer here, where no terminal is.
    expect(out).toContain('\nAnswer in another terminal: npm run --silent gatehouse -- requests\n');
    expect(out).toContain('because no keychain answers here');
    launcher.kill(signal);
    const gone = async () =>
      fetch(`http://127.0.0.1:${port}/.well-known/oauth-authorization-server`).then(
        () => false,
        () => true,
      );
    await until(async () => expect(await gone()).toBe(true));
  });
});
