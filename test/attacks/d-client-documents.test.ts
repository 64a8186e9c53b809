import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import { createServer as createTcpServer, type LookupFunction } from 'node:net';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createFetchClientDocument, isPublicAddress } from '../../src/edge/fetch-client-document.ts';
import { DocumentUnavailable, type FetchDocument } from '../../src/oauth/client-documents/fetch-document.ts';
import { startGatehouse, type TestGatehouse } from '../support/gatehouse.ts';
import { authorizationUrl, type Connected, get, makePkce, postForm } from '../support/oauth-client.ts';

const tls = (name: string) => readFileSync(join(import.meta.dirname, '../fixtures/tls', name), 'utf8');
const CA = tls('cert.pem');
const REDIRECT = 'http://127.0.0.1:51004/callback';

type Answer = (request: IncomingMessage, response: ServerResponse) => void;
let server: Server;
let port: number;
let answer: Answer;
const requests: IncomingMessage[] = [];

beforeAll(async () => {
  server = createServer({ key: tls('key.pem'), cert: CA }, (request, response) => {
    requests.push(request);
    answer(request, response);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  port = (server.address() as { port: number }).port;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  requests.length = 0;
});

/** The test resolver: every name leads to this computer, or to where a test says. */
const resolver =
  (...addresses: string[]): LookupFunction =>
  (_hostname, options, done) => {
    const found = addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
    const [first] = found;
    if (options.all) done(null, found);
    else done(null, first?.address ?? '', first?.family ?? 4);
  };
const here = resolver('127.0.0.1');
/** This computer counts as public, so that the hostile server can be reached at all. */
const fetchHere: FetchDocument = createFetchClientDocument({ lookup: here, ca: CA, isPublic: () => true });

const idOf = (name = 'app') => `https://${name}.example.test:${port}/client.json`;
const documentOf = (id: string, change: Record<string, unknown> = {}) => ({
  client_id: id,
  client_name: 'Remote app',
  redirect_uris: ['http://127.0.0.1/callback'],
  token_endpoint_auth_method: 'none',
  ...change,
});
const serves =
  (document: unknown, headers: Record<string, string> = {}): Answer =>
  (_request, response) =>
    void response.writeHead(200, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(document));

const ask = (gatehouse: TestGatehouse, id: string, overrides: Record<string, string> = {}, headers: Record<string, string> = {}) =>
  get(authorizationUrl(gatehouse.url, id, makePkce().challenge, { redirect_uri: REDIRECT, ...overrides }), headers);
const waits = (response: Response) => response.status === 303 && (response.headers.get('location') ?? '').includes('/oauth/authorize/');

describe('client ID metadata documents, over the wire', () => {
  let gatehouse: TestGatehouse;
  beforeEach(async () => {
    gatehouse = await startGatehouse({ fetchDocument: fetchHere });
  });
  afterEach(() => gatehouse.close());

  it('D1 a good document: one plain request, and the prompt names the host', async () => {
    answer = serves(documentOf(idOf()));
    expect(waits(await ask(gatehouse, idOf()))).toBe(true);
    expect(requests).toHaveLength(1);
    expect(requests[0]?.headers).toEqual({
      accept: 'application/json',
      'accept-encoding': 'identity',
      'user-agent': 'Gatehouse',
      host: `app.example.test:${port}`,
      connection: 'close',
    });
    const [request] = gatehouse.desk.list();
    expect(request?.client).toEqual({ id: idOf(), name: 'Remote app' });
    expect(request?.facts).toContain(`It names itself by a document of app.example.test:${port}`);
  });

  it('D1 leads through allow, code and token, and the token endpoint fetches nothing', async () => {
    answer = serves(documentOf(idOf()));
    const { tokens } = await connectByDocument(gatehouse, idOf());
    expect((await get(`${gatehouse.url}/mcp`, { authorization: `Bearer ${tokens.access_token}` })).status).toBe(405);
    expect(requests).toHaveLength(1);
  });

  it.each([
    'http://app.example.test/client.json',
    'https://app.example.test',
    'https://app.example.test/',
    'https://app.example.test/./client.json',
    'https://app.example.test/a/../client.json',
    'https://app.example.test/%2e%2e/client.json',
    'https://app.example.test/client.json#fragment',
    'https://user@app.example.test/client.json',
    'https://user:pw@app.example.test/client.json',
    'https://app.example.test/client .json',
    'https://app.example.test\\client.json',
    'https://127.0.0.1/client.json',
    'https://[::1]/client.json',
    'https://localhost/client.json',
    'https://2130706433/client.json',
    'https://0x7f.1/client.json',
    'https://app.example.test:0/client.json',
    'https://app.example.test:99999/client.json',
    'https://аpp.example.test/client.json',
    'HTTPS://app.example.test/client.json',
  ])('D2 %s is a problem page, without a fetch and without a redirect', async (id) => {
    answer = serves(documentOf(id));
    const response = await ask(gatehouse, id);
    expect([response.status, response.headers.get('content-type'), response.headers.get('location')]).toEqual([400, 'text/html; charset=utf-8', null]);
    expect([requests.length, gatehouse.desk.list().length, (await gatehouse.store.clients.list()).length]).toEqual([0, 0, 0]);
  });

  it.each([301, 302, 303, 307, 308])('D4 a %i is a failure, and its target is never contacted', async (status) => {
    const target: unknown[] = [];
    const other = createTcpServer((socket) => {
      target.push(socket);
      socket.destroy();
    }).listen(0, '127.0.0.1');
    await once(other, 'listening');
    answer = (_request, response) => void response.writeHead(status, { location: `https://127.0.0.1:${(other.address() as { port: number }).port}/x` }).end();
    await refused(await ask(gatehouse, idOf()));
    expect([requests.length, target.length]).toEqual([1, 0]);
    other.close();
  });

  it.each<[string, Answer]>([
    ['5121 bytes', (_request, response) => void response.writeHead(200, { 'content-type': 'application/json' }).end(`"${'a'.repeat(5_119)}"`)],
    [
      'a compressed body',
      (_request, response) =>
        void response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' }).end(gzipSync(JSON.stringify('a'.repeat(1_000_000)))),
    ],
    ['HTML', (_request, response) => void response.writeHead(200, { 'content-type': 'text/html' }).end(JSON.stringify(documentOf(idOf())))],
    ['no content type', (_request, response) => void response.writeHead(200).end(JSON.stringify(documentOf(idOf())))],
    ['204', (_request, response) => void response.writeHead(204).end()],
    ['500', (_request, response) => void response.writeHead(500, { 'content-type': 'application/json' }).end('{}')],
    ['an array', serves([documentOf('x')])],
    ['a text', serves('x')],
    ['null', serves(null)],
    [
      'bytes that are not UTF-8',
      (_request, response) => void response.writeHead(200, { 'content-type': 'application/json' }).end(Buffer.from([0x22, 0xff, 0x22])),
    ],
    ['no JSON', (_request, response) => void response.writeHead(200, { 'content-type': 'application/json' }).end('{')],
    ['a connection that breaks', (request) => void request.socket.destroy()],
  ])('D5 %s is a failure and is not kept', async (_what, hostile) => {
    answer = hostile;
    await refused(await ask(gatehouse, idOf()));
    answer = serves(documentOf(idOf()));
    expect(waits(await ask(gatehouse, idOf()))).toBe(true);
    expect(requests).toHaveLength(2);
  });

  it('D5 a body that comes slowly, or never ends, is given up after 2.5 s', async () => {
    for (const hostile of [drips, silence]) {
      answer = hostile;
      const before = Date.now();
      await refused(await ask(gatehouse, idOf()));
      expect(Date.now() - before).toBeLessThan(3_500);
    }
  });

  it.each(['/Client.json', '/client.json/', '/client.json?x=1'])('D6 (a) a document for %s does not speak for this id', async (path) => {
    answer = serves(documentOf(idOf().replace('/client.json', path)));
    const response = await ask(gatehouse, idOf());
    expect([response.status, gatehouse.desk.list().length]).toEqual([400, 0]);
  });

  it.each([
    { client_secret: 'x' },
    { client_secret_expires_at: 0 },
    { token_endpoint_auth_method: 'client_secret_basic' },
    { token_endpoint_auth_method: 'private_key_jwt' },
  ])('D6 (b) a document with %j is refused', async (change) => {
    answer = serves(documentOf(idOf(), change));
    const response = await ask(gatehouse, idOf());
    expect([response.status, gatehouse.desk.list().length]).toEqual([400, 0]);
  });

  it('D7 a hundred requests at once are one fetch and one client', async () => {
    answer = (request, response) => void setTimeout(() => serves(documentOf(idOf()))(request, response), 50);
    const responses = await Promise.all(Array.from({ length: 100 }, () => ask(gatehouse, idOf())));
    expect(responses.filter(waits)).toHaveLength(100);
    expect([requests.length, (await gatehouse.store.clients.list()).length]).toEqual([1, 1]);
  });

  it('D7 at most two fetches a minute go to one host, and ten to all', async () => {
    answer = (request, response) => serves(documentOf(`https://${request.headers.host}${request.url}`))(request, response);
    const paths = [1, 2, 3].map((number) => idOf().replace('client', `client${number}`));
    expect((await Promise.all(paths.map((id) => ask(gatehouse, id)))).map(waits)).toEqual([true, true, false]);
    const names = Array.from({ length: 12 }, (_, index) => idOf(`host${index}`));
    expect((await Promise.all(names.map((id) => ask(gatehouse, id)))).filter(waits)).toHaveLength(8);
    expect(requests).toHaveLength(10);
    gatehouse.clock.advance(60_000);
    expect(waits(await ask(gatehouse, names.at(-1) ?? ''))).toBe(true);
  });

  it.each([
    ['no word about caching', {}, 3_600_000],
    ['max-age=1', { 'cache-control': 'max-age=1' }, 300_000],
    ['no-store', { 'cache-control': 'no-store' }, 300_000],
    ['max-age of a year', { 'cache-control': 'public, max-age=31536000' }, 86_400_000],
    ['max-age=600', { 'cache-control': 'max-age=600' }, 600_000],
  ])('D7 with %s it is kept between five minutes and a day', async (_what, headers, lifetime) => {
    answer = serves(documentOf(idOf()), headers);
    await ask(gatehouse, idOf());
    gatehouse.clock.advance(lifetime - 1);
    await ask(gatehouse, idOf());
    expect(requests).toHaveLength(1);
    gatehouse.clock.advance(1);
    await ask(gatehouse, idOf());
    expect(requests).toHaveLength(2);
  });

  it('D8 (ruling 8) a document that changes its name or redirects ends the connection and asks again, with the difference', async () => {
    answer = serves(documentOf(idOf()));
    const { tokens } = await connectByDocument(gatehouse, idOf());
    gatehouse.clock.advance(86_400_000);
    answer = serves(documentOf(idOf(), { client_name: 'Renamed', redirect_uris: ['http://127.0.0.1/callback', 'http://127.0.0.1/other'] }));
    expect(waits(await ask(gatehouse, idOf()))).toBe(true);
    expect(gatehouse.desk.list()[0]?.changes).toEqual(['It called itself “Remote app” before', 'Answers went to 127.0.0.1 before']);
    const refreshed = await postForm(`${gatehouse.url}/oauth/token`, { grant_type: 'refresh_token', refresh_token: tokens.refresh_token, client_id: idOf() });
    expect([refreshed.status, await refreshed.json()]).toMatchObject([400, { error: 'invalid_grant' }]);
  });

  it('D8 a host that is gone for now changes nothing for who is known', async () => {
    answer = serves(documentOf(idOf()));
    const { tokens } = await connectByDocument(gatehouse, idOf());
    gatehouse.clock.advance(86_400_000);
    answer = (request) => void request.socket.destroy();
    expect(waits(await ask(gatehouse, idOf()))).toBe(true);
    const refreshed = await postForm(`${gatehouse.url}/oauth/token`, { grant_type: 'refresh_token', refresh_token: tokens.refresh_token, client_id: idOf() });
    expect(refreshed.status).toBe(200);
  });

  it('D9 a public host with only local redirects is warned about', async () => {
    answer = serves(documentOf(idOf()));
    await ask(gatehouse, idOf());
    expect(gatehouse.desk.list()[0]?.warnings).toEqual([`Any program here can claim to be app.example.test:${port}`]);
  });

  it('D10 a logo is never fetched', async () => {
    answer = serves(documentOf(idOf(), { logo_uri: `https://app.example.test:${port}/logo.png` }));
    await ask(gatehouse, idOf());
    expect(requests.map(({ url }) => url)).toEqual(['/client.json']);
  });

  it('ruling 6: never for a navigation that a website started', async () => {
    answer = serves(documentOf(idOf()));
    const response = await ask(gatehouse, idOf(), {}, { 'sec-fetch-site': 'cross-site', 'sec-fetch-dest': 'document' });
    expect([response.status, requests.length]).toEqual([503, 0]);
    await ask(gatehouse, idOf());
    expect(waits(await ask(gatehouse, idOf(), {}, { 'sec-fetch-site': 'cross-site', 'sec-fetch-dest': 'document' }))).toBe(true);
  });

  it('ruling 6: a setting turns fetching off', async () => {
    await gatehouse.close();
    gatehouse = await startGatehouse({ fetchDocument: fetchHere }, { clientDocuments: false });
    answer = serves(documentOf(idOf()));
    const response = await ask(gatehouse, idOf());
    expect([response.status, await response.text()]).toEqual([503, expect.stringContaining('This program could not be looked up')]);
    expect(requests).toHaveLength(0);
  });
});

describe('D3 addresses that are not public are never spoken to', () => {
  const PRIVATE = [
    '0.0.0.0 10.0.0.1 100.64.0.1 127.0.0.1 127.255.255.254 169.254.169.254 172.16.0.1 172.31.255.255 192.168.1.1 198.18.0.1 224.0.0.1 255.255.255.255',
    ':: ::1 ::ffff:10.0.0.1 ::ffff:127.0.0.1 64:ff9b::a00:1 fc00::1 fd12::1 fe80::1 ff02::1 2002:7f00:1:: 2001:db8::1',
  ].flatMap((line) => line.split(' '));

  it.each(PRIVATE)('D3 (a) a name that leads to %s', async (address) => {
    expect(isPublicAddress(address)).toBe(false);
    const fetch = createFetchClientDocument({ lookup: resolver(address), ca: CA });
    await expect(fetch(idOf())).rejects.toThrow(DocumentUnavailable);
    await expect(fetch(idOf())).rejects.toThrow('not public');
  });

  it.each(['8.8.8.8', '1.1.1.1', '172.32.0.1', '2606:4700::1111', '2a00:1450::1'])('D3 %s is public: the rest of this proves something', (address) =>
    expect(isPublicAddress(address)).toBe(true),
  );

  it('D3 (a) a name that leads to a public and a private address is refused whole', async () => {
    const fetch = createFetchClientDocument({ lookup: resolver('8.8.8.8', '127.0.0.1'), ca: CA });
    await expect(fetch(idOf())).rejects.toThrow('not public');
    expect(requests).toHaveLength(0);
  });

  it('D3 (b) a name that looked public and connects to a private address: the socket ends at connect, nothing is read', async () => {
    let looks = 0;
    const isPublic = (address: string) => {
      looks += 1;
      return looks === 1 || isPublicAddress(address);
    };
    const fetch = createFetchClientDocument({ lookup: here, ca: CA, isPublic });
    answer = serves(documentOf(idOf()));
    await expect(fetch(idOf())).rejects.toThrow('not public');
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect([looks, requests.length]).toEqual([2, 0]);
  });

  it('D3 a certificate that is not for this host is refused', async () => {
    const fetch = createFetchClientDocument({ lookup: here, ca: CA, isPublic: () => true });
    await expect(fetch(`https://other.example.net:${port}/client.json`)).rejects.toThrow(DocumentUnavailable);
    await expect(createFetchClientDocument({ lookup: here, isPublic: () => true })(idOf())).rejects.toThrow(DocumentUnavailable);
    expect(requests).toHaveLength(0);
  });
});

async function refused(response: Response): Promise<void> {
  expect([response.status, response.headers.get('location')]).toEqual([503, null]);
  expect(await response.text()).toContain('This program could not be looked up');
}

const drips: Answer = (_request, response) => {
  response.writeHead(200, { 'content-type': 'application/json' });
  const timer = setInterval(() => response.write(' '), 50);
  response.on('close', () => clearInterval(timer));
};
const silence: Answer = (_request, response) => void response.writeHead(200, { 'content-type': 'application/json' }).flushHeaders();

async function connectByDocument(gatehouse: TestGatehouse, id: string): Promise<{ tokens: Connected['tokens'] }> {
  const { verifier, challenge } = makePkce();
  const opened = await get(authorizationUrl(gatehouse.url, id, challenge, { redirect_uri: REDIRECT }));
  const [request] = gatehouse.desk.list();
  await gatehouse.desk.decide(request?.id ?? '', { answer: 'allow', scopes: ['memory:read'], for: 'always', compartment: 'default' }, 'popup');
  const back = new URL((await get(opened.headers.get('location') ?? '')).headers.get('location') ?? '');
  const form = { grant_type: 'authorization_code', code: back.searchParams.get('code') ?? '', client_id: id, code_verifier: verifier };
  const response = await postForm(`${gatehouse.url}/oauth/token`, form);
  return { tokens: (await response.json()) as Connected['tokens'] };
}
