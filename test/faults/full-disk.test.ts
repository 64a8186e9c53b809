import { execFileSync, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Broker, removeDirectory, startBroker, temporaryDirectory } from '../support/broker.ts';
import { type BrokerConnection, connectBroker } from '../support/connect-broker.ts';
import { get, postForm, postJson } from '../support/oauth-client.ts';
import { told } from './support.ts';

/** Bytes that any file of the process may have; the operating system refuses what lies beyond. */
const limitFiles = ({ pid }: Broker, bytes: number | 'unlimited') => execFileSync('prlimit', ['--pid', String(pid), `--fsize=${bytes}:unlimited`]);

describe.runIf(process.platform === 'linux')('a running broker that the operating system lets write no more (Linux: prlimit)', () => {
  let broker: Broker;
  let log = '';
  let connection: BrokerConnection;
  beforeAll(async () => {
    broker = await startBroker({ consent: 'auto' });
    broker.process.stderr?.on('data', (chunk) => {
      log += chunk;
    });
    connection = await connectBroker(broker.issuer);
  });
  afterAll(async () => {
    await broker.stop();
    removeDirectory(broker.directory);
  });

  const register = () => told(postJson(`${broker.issuer}/oauth/register`, { redirect_uris: ['http://127.0.0.1/cb'] }));
  const refresh = (token: string) =>
    told(postForm(`${broker.issuer}/oauth/token`, { grant_type: 'refresh_token', refresh_token: token, client_id: connection.clientId }));
  const bearer = () => ({ authorization: `Bearer ${connection.tokens.access_token}` });
  const store = (content: string) => told(postJson(`${broker.issuer}/api/memories`, { content }, bearer()));

  it('refuses what it cannot keep with 503, lives on, lets in whoever was in, and recovers by itself', async () => {
    expect((await store('kept before')).status).toBe(201);
    limitFiles(broker, 4_096);
    for (const attempt of [register(), refresh(connection.tokens.refresh_token), store('never kept')]) {
      expect(await attempt).toMatchObject({ status: 503, body: { error: 'server_error' } });
    }
    expect((await get(`${broker.issuer}/verify`, bearer())).status).toBe(200);
    expect((await told(get(`${broker.issuer}/api/memories`, bearer()))).body.items).toMatchObject([{ content: 'kept before' }]);
    limitFiles(broker, 'unlimited');
    expect((await register()).status).toBe(201);
    expect((await refresh(connection.tokens.refresh_token)).status).toBe(200);
    expect((await store('kept afterwards')).status).toBe(201);
    await expect
      .poll(() => log)
      .toMatch(/^fault [0-9a-f]{8} in \/oauth\/register: The store could not be used .* Look whether the disk is full or failing\.$/m);
    expect(await broker.command('activity', 'verify')).toMatchObject({ intact: true });
  });

  it('and finds everything whole at the next start', async () => {
    const port = Number(new URL(broker.issuer).port);
    await broker.kill();
    broker = await startBroker({ directory: broker.directory, consent: 'auto', port });
    const items = (await told(get(`${broker.issuer}/api/memories`, bearer()))).body.items as { content: string }[];
    expect(items.map(({ content }) => content)).toEqual(['kept afterwards', 'kept before']);
  });

  it.each([0, 1, 8, 40])('a first start that gets no further than %i KiB says why in one line, and the next start is a first start', async (kibibytes) => {
    const directory = join(temporaryDirectory(), 'profile');
    const words = ['--test-profile', directory, '--port', '0', '--json', '--headless'];
    const serve = join(import.meta.dirname, '../../src/serve.ts');
    const { status, stderr } = spawnSync('bash', ['-c', `ulimit -f ${kibibytes}; exec "$0" "$@"`, process.execPath, serve, ...words], { encoding: 'utf8' });
    expect([status, stderr.trimEnd().split('\n')]).toEqual([1, [expect.stringMatching(/^[A-Z].*\.$/)]]);
    const started = await startBroker({ directory });
    expect((await get(`${started.issuer}/.well-known/oauth-authorization-server`)).status).toBe(200);
    await started.stop();
    removeDirectory(directory);
  });
});
