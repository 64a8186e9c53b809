import { once } from 'node:events';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { hashSecret } from '../../src/shared/secrets.ts';
import { allowNext } from '../support/answer.ts';
import { removeDirectory, startBroker, temporaryDirectory } from '../support/broker.ts';
import { openAuthorization, untilAnswered } from '../support/browser.ts';
import { expectNoLeaks, scanDirectory } from '../support/leaks.ts';
import { authorizationUrl, makePkce, postForm, postJson, register, type Tokens } from '../support/oauth-client.ts';
import { noteSecret, secretsIn } from '../support/secrets.ts';

const MEMORY = 'the colour of the boathouse is vermilion';

describe('the scan that looks at everything the suite leaves behind (test/support/leaks.ts)', () => {
  it('finds a noted secret between other bytes, and ours without having seen them', () => {
    const { verifier } = makePkce();
    const row = (secret: string, before = 5) => `${'\0'.repeat(before)}gr_1${secret}cursor://x\xff`;
    expect(secretsIn(row(verifier))).toEqual([]);
    noteSecret('code_verifier', verifier);
    for (let before = 0; before < 20; before += 1) expect(secretsIn(row(verifier, before))).toEqual([`code_verifier ${verifier.slice(0, 6)}…`]);
    expect(secretsIn(row(`ghr_${makePkce().verifier}`))).toHaveLength(1);
    expect(secretsIn(row(`eyJhbGciOiJFUzI1NiIsInR5cCI6ImF0K2p3dCJ9.eyJpc3MiOiJodHRwOi8vMTI3LjAuMC4xIn0.${verifier}`))).toHaveLength(2);
    expect(secretsIn(row(makePkce().challenge))).toEqual([]);
  });

  it('knows what passed through fetch: the form that was sent, the answer that came back', async () => {
    const [sent, received] = [makePkce().verifier, `none-of-ours-${makePkce().verifier}`];
    const server = createServer(
      (_request, response) => void response.setHeader('content-type', 'application/json').end(JSON.stringify({ access_token: received })),
    );
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    await postForm(`http://127.0.0.1:${(server.address() as AddressInfo).port}/oauth/token`, { code_verifier: sent });
    await new Promise((resolve) => server.close(resolve));
    expect(secretsIn(sent)).toEqual([expect.stringMatching(/^code_verifier /)]);
    await expect.poll(() => secretsIn(received)).toEqual([expect.stringMatching(/^access_token /)]);
  });

  it('a database may spell a prefix of ours by chance, but not hold what we issued beside its hash', async () => {
    const directory = temporaryDirectory();
    const secret = `ghr_${makePkce().verifier}`;
    writeFileSync(join(directory, 'auth.db'), `columns without a gap${secret}and more`);
    scanDirectory(directory);
    await expectNoLeaks();
    writeFileSync(join(directory, 'auth.db-wal'), hashSecret(secret));
    scanDirectory(directory);
    removeDirectory(directory);
    await expect(expectNoLeaks()).rejects.toThrow(`holds ${secret.slice(0, 8)}…`);
  });
});

describe('secrets are kept as hashes and never logged', () => {
  let directory = '';
  afterAll(() => removeDirectory(directory));

  it('K1 no database, WAL or log holds a code, token, verifier, client secret, registration token or page handle of the run', async () => {
    const broker = await startBroker();
    directory = broker.directory;
    let log = '';
    broker.process.stderr?.on('data', (chunk) => {
      log += chunk;
    });
    const registered = await register(broker.issuer, { token_endpoint_auth_method: 'client_secret_post' });
    const [clientId, clientSecret] = [String(registered.client_id), String(registered.client_secret)];
    const { verifier, challenge } = makePkce();
    const { page } = await openAuthorization(authorizationUrl(broker.issuer, clientId, challenge));
    await allowNext(broker);
    const code = (await untilAnswered(page)).location.searchParams.get('code') ?? '';
    const client = { client_id: clientId, client_secret: clientSecret };
    const first = (await (
      await postForm(`${broker.issuer}/oauth/token`, { grant_type: 'authorization_code', code, code_verifier: verifier, ...client })
    ).json()) as Tokens;
    const refresh = { grant_type: 'refresh_token', refresh_token: first.refresh_token, ...client };
    const second = (await (await postForm(`${broker.issuer}/oauth/token`, refresh)).json()) as Tokens;
    const call = { jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: 'memory_store', arguments: { content: MEMORY } } };
    const stored = await postJson(broker.mcp, call, { authorization: `Bearer ${second.access_token}`, accept: 'application/json, text/event-stream' });
    expect(stored.status).toBe(200);

    const secrets = [
      code,
      verifier,
      clientSecret,
      String(registered.registration_access_token),
      first.access_token,
      first.refresh_token,
      second.access_token,
      second.refresh_token,
      page.split('/').at(-1) ?? '',
    ];
    expect(secrets.every((secret) => secret.length > 30)).toBe(true);
    const read = () =>
      readdirSync(directory)
        .filter((name) => !name.endsWith('.sock'))
        .map((name) => [name, readFileSync(join(directory, name), 'latin1')] as const);
    const running = read();
    await broker.stop();
    const places = [...running, ...read(), ['log', log] as const];
    expect(places.map(([name]) => name)).toEqual(expect.arrayContaining(['auth.db', 'auth.db-wal', 'memory.db', 'log']));
    const found = secrets.flatMap((secret) => places.filter(([, text]) => text.includes(secret)).map(([name]) => name));
    expect(found).toEqual([]);
    // The scan can find what is there: a memory is in its own database and nowhere else.
    expect([...new Set(places.filter(([, text]) => text.includes(MEMORY)).map(([name]) => name.replace('-wal', '')))]).toEqual(['memory.db']);
  });
});
