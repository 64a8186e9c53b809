import { createServer } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFetchClientDocument } from '../../src/edge/fetch-client-document.ts';
import { USUAL_SETTINGS } from '../../src/shared/live-settings.ts';
import type { RequestView } from '../../src/shared/views.ts';
import { createVolatileAuthStore } from '../../src/store/volatile/create-volatile-auth-store.ts';
import { createMapVault, startGatehouse, type TestGatehouse } from '../support/gatehouse.ts';
import {
  createNameServer,
  createTestFetcher,
  documentOf,
  type MetadataServer,
  type NameServer,
  publish,
  startMetadataServer,
  TEST_AUTHORITY,
} from '../support/metadata-server.ts';
import { authorizationUrl, get, makePkce, postForm } from '../support/oauth-client.ts';
import { until } from '../support/until.ts';

const REDIRECT = 'http://127.0.0.1:51004/callback';
const DEADLINE = 2_500;
const JSON_HEADERS = { 'content-type': 'application/json' };

let server: MetadataServer;
let names: NameServer;
let gatehouse: TestGatehouse;
beforeEach(async () => {
  server = await startMetadataServer();
  publish(server);
  names = createNameServer(['127.0.0.1']);
  gatehouse = await startGatehouse({ fetchDocument: createTestFetcher(names) });
});
afterEach(async () => {
  expect(gatehouse.faults).toEqual([]);
  await gatehouse.close();
  await server.close();
});

type Overrides = Record<string, string | null>;
const ask = (clientId: string, overrides: Overrides = {}, headers: Record<string, string> = {}, broker = gatehouse) =>
  get(authorizationUrl(broker.url, clientId, makePkce().challenge, { redirect_uri: REDIRECT, ...overrides }), headers);
const prompts = (broker = gatehouse): RequestView[] => broker.desk.list();
const rows = async () => (await gatehouse.store.clients.list()).length;

/** A page of ours with these words, no redirect, no prompt, no record. */
async function refusesOnAPage(response: Response, words: string, broker = gatehouse): Promise<void> {
  expect([response.status, response.headers.get('location')]).toEqual([400, null]);
  expect(response.headers.get('content-type')).toContain('text/html');
  expect(await response.text()).toContain(words);
  expect(prompts(broker)).toEqual([]);
  expect(await broker.store.clients.list()).toEqual([]);
}

describe('D1 a good document', () => {
  it('D1 is one fetch with constant headers, no cookie and no referrer, and the prompt shows the host of the client id', async () => {
    const clientId = server.url();
    const response = await ask(clientId, {}, { cookie: 'a=b', referer: 'https://evil.example/', 'user-agent': 'Browser', 'sec-fetch-site': 'none' });
    expect(response.status).toBe(303);
    expect(server.seen).toEqual([
      {
        method: 'GET',
        url: '/client.json',
        host: `app.example.com:${server.port}`,
        headers: {
          accept: 'application/json',
          'accept-encoding': 'identity',
          'user-agent': 'Gatehouse',
          connection: 'close',
          host: `app.example.com:${server.port}`,
        },
      },
    ]);
    expect(prompts()).toMatchObject([{ stage: 'asking', client: { id: clientId, name: 'Example App' }, answerGoesTo: '127.0.0.1:51004', changes: [] }]);
    expect(prompts()[0]?.warnings).toContain('Any program here can claim to be app.example.com');
    expect(await gatehouse.store.clients.find(clientId)).toMatchObject({ state: 'pending', name: 'Example App', tokenEndpointAuthMethod: 'none' });
  });

  it('D1 the client connects, and the token endpoint fetches nothing', async () => {
    const { tokens, clientId } = await connect();
    expect(server.seen).toHaveLength(1);
    gatehouse.clock.advance(25 * 3_600_000);
    const refreshed = await refresh(clientId, tokens.refresh_token);
    expect(refreshed.status).toBe(200);
    expect(server.seen).toHaveLength(1);
    const unknown = await postForm(`${gatehouse.url}/oauth/token`, { grant_type: 'refresh_token', refresh_token: 'x', client_id: server.url('/other.json') });
    expect([unknown.status, ((await unknown.json()) as { error: string }).error]).toEqual([401, 'invalid_client']);
    expect(server.seen).toHaveLength(1);
  });

  it('D1 no certificate is believed that nobody vouches for, or that is for another host', async () => {
    // The product's own fetcher without the test authority, so the same server is a stranger with a self-made certificate.
    const strict = createFetchClientDocument({ resolve: names.resolve, isPublic: () => true });
    expect(await strict(server.url())).toEqual({ refused: 'unreachable' });
    expect(await createTestFetcher(names)(server.url('/client.json', 'app.example.org'))).toEqual({ refused: 'unreachable' });
    expect(server.seen).toEqual([]);
  });

  it('D1 a variable of the environment that makes Node believe every certificate changes nothing', async () => {
    process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';
    try {
      expect(await createTestFetcher(names)(server.url('/client.json', 'app.example.org'))).toEqual({ refused: 'unreachable' });
    } finally {
      delete process.env.NODE_TLS_REJECT_UNAUTHORIZED;
    }
    expect(server.seen).toEqual([]);
  });
});

describe('D2 the grammar of the client id, on the raw string', () => {
  it.each([
    ['http', (port: number) => `http://app.example.com:${port}/c.json`],
    ['another spelling of the scheme', (port: number) => `HTTPS://app.example.com:${port}/c.json`],
    ['no path', (port: number) => `https://app.example.com:${port}`],
    ['the root as path', (port: number) => `https://app.example.com:${port}/`],
    ['a dot segment', (port: number) => `https://app.example.com:${port}/./c.json`],
    ['two dots', (port: number) => `https://app.example.com:${port}/a/../c.json`],
    ['dots at the end', (port: number) => `https://app.example.com:${port}/a/..`],
    ['escaped dots', (port: number) => `https://app.example.com:${port}/%2e%2e/c.json`],
    ['half escaped dots', (port: number) => `https://app.example.com:${port}/.%2E/c.json`],
    ['a fragment', (port: number) => `https://app.example.com:${port}/c.json#x`],
    ['an empty fragment', (port: number) => `https://app.example.com:${port}/c.json#`],
    ['a user', (port: number) => `https://user@app.example.com:${port}/c.json`],
    ['a user and password', (port: number) => `https://user:pass@app.example.com:${port}/c.json`],
    ['a space', (port: number) => `https://app.example.com:${port}/c .json`],
    ['a space at the end', (port: number) => `https://app.example.com:${port}/c.json `],
    ['a tab', (port: number) => `https://app.example.com:${port}/c\t.json`],
    ['a line break', (port: number) => `https://app.example.com:${port}/c.json\nHost: x`],
    ['a backslash', (port: number) => `https://app.example.com:${port}\\c.json`],
    ['backslashes for slashes', (port: number) => `https:\\\\app.example.com:${port}/c.json`],
    ['a broken escape', (port: number) => `https://app.example.com:${port}/c%zz.json`],
    ['a capital in the host', (port: number) => `https://App.example.com:${port}/c.json`],
    ['another alphabet in the host', (port: number) => `https://аpp.example.com:${port}/c.json`],
    ['an IPv4 address', (port: number) => `https://127.0.0.1:${port}/c.json`],
    ['a short IPv4 address', (port: number) => `https://127.1:${port}/c.json`],
    ['a hexadecimal IPv4 address', (port: number) => `https://0x7f.0x0.0x0.0x1:${port}/c.json`],
    ['an IPv6 address', (port: number) => `https://[::1]:${port}/c.json`],
    ['a name without a dot', (port: number) => `https://localhost:${port}/c.json`],
    ['a dot after the name', (port: number) => `https://app.example.com.:${port}/c.json`],
    ['port 0', () => 'https://app.example.com:0/c.json'],
    ['a port beyond the last', () => 'https://app.example.com:65536/c.json'],
    ['an empty port', () => 'https://app.example.com:/c.json'],
  ])('D2 %s is a page, no fetch and no redirect', async (_what, make) => {
    await refusesOnAPage(await ask(make(server.port)), 'the client_id is not an https address with a path');
    expect([names.asked, server.connections()]).toEqual([[], 0]);
  });

  it('D2 513 characters are refused, 512 are not', async () => {
    const padded = (length: number) => server.url(`/${'a'.repeat(length - server.url('/').length)}`);
    expect(padded(512)).toHaveLength(512);
    expect((await ask(padded(512))).status).toBe(303);
    expect((await ask(padded(513))).status).toBe(400);
    expect(server.seen).toHaveLength(1);
  });
});

describe('D3 addresses inside this computer and its network', () => {
  it.each([
    '127.0.0.1',
    '127.8.9.10',
    '10.0.0.1',
    '169.254.169.254',
    '172.16.0.1',
    '192.168.1.1',
    '100.64.0.1',
    '0.0.0.0',
    '198.18.0.1',
    '224.0.0.1',
    '255.255.255.255',
    '::1',
    '::',
    'fc00::1',
    'fd12:3456::1',
    'fe80::1',
    '::ffff:127.0.0.1',
    '::ffff:10.0.0.1',
    '64:ff9b::7f00:1',
    '2002:7f00:1::1',
    '2001:0:1::1',
    '2001:db8::1',
    'ff02::1',
  ])('D3 (a) a name that leads to %s is refused before anything is sent', async (address) => {
    // The product's own rule: here 127.0.0.1 is as private as the others.
    const fetchDocument = createFetchClientDocument({ ca: TEST_AUTHORITY, resolve: createNameServer([address]).resolve });
    const broker = await startGatehouse({ fetchDocument });
    await refusesOnAPage(await ask(server.url(), {}, {}, broker), 'leads to an address inside this computer or its network', broker);
    expect(server.bytesReceived()).toBe(0);
    await broker.close();
  });

  it('D3 (a) one private answer among public ones is enough', async () => {
    expect(await createTestFetcher(createNameServer(['127.0.0.1', '10.0.0.1']))(server.url())).toEqual({ refused: 'private_address' });
    expect(server.connections()).toBe(0);
  });

  it('D3 (b) a name server that answers public first and private on connect reaches nothing private', async () => {
    const inside = await startMetadataServer('::1');
    publish(inside);
    const rebinding = createNameServer(['127.0.0.1'], ['::1']);
    const fetchDocument = createTestFetcher(rebinding);
    expect(await fetchDocument(server.url())).toMatchObject({ members: { client_name: 'Example App' } });
    // One look-up per connection: there is no second answer to be fooled by.
    expect(rebinding.asked).toEqual(['app.example.com']);
    expect(await fetchDocument(inside.url())).toEqual({ refused: 'private_address' });
    expect(inside.bytesReceived()).toBe(0);
    await inside.close();
  });

  it('D3 (b) the address is checked on the connected socket, whatever the look-up said: closed before one byte of TLS', async () => {
    // An address instead of a name is never looked up, so nothing but the socket can tell.
    const fetchDocument = createFetchClientDocument({ ca: TEST_AUTHORITY, resolve: async () => ['93.184.215.14'] });
    const arrived = await startMetadataServer();
    publish(arrived);
    expect(await fetchDocument(`https://127.0.0.1:${arrived.port}/client.json`)).toEqual({ refused: 'private_address' });
    await waitFor(() => arrived.connections() === 1);
    expect([arrived.connections(), arrived.bytesReceived(), arrived.seen]).toEqual([1, 0, []]);
    await arrived.close();
  });
});

describe('D4 redirects', () => {
  it.each([301, 302, 303, 307, 308])('D4 %d to another place is a failure, and the target is never contacted', async (status) => {
    const target = await startMetadataServer();
    publish(target);
    server.on((_request, response) => response.writeHead(status, { ...JSON_HEADERS, location: target.url() }).end(JSON.stringify(documentOf(server.url()))));
    await refusesOnAPage(await ask(server.url()), 'does not follow');
    expect([server.seen.length, target.connections()]).toEqual([1, 0]);
    await target.close();
  });
});

describe('D5 answers that are no document', () => {
  const bytes = (length: number) => {
    const body = JSON.stringify(documentOf(server.url()));
    return body.replace('Example App', 'E'.repeat(length - body.length + 'Example App'.length));
  };

  it('D5 5120 bytes are read, 5121 are not, with and without an announced length', async () => {
    const fetchDocument = createTestFetcher(names);
    for (const announced of [true, false]) {
      for (const length of [5120, 5121]) {
        const body = bytes(length);
        server.on((_request, response) => {
          response.writeHead(200, { ...JSON_HEADERS, ...(announced ? { 'content-length': length } : {}) });
          response.write(body.slice(0, 100));
          response.end(body.slice(100));
        });
        const fetched = await fetchDocument(server.url());
        expect([length, announced, 'members' in fetched ? 'read' : fetched.refused]).toEqual([length, announced, length === 5120 ? 'read' : 'too_large']);
      }
    }
  });

  it('D5 a body without an end is cut off after 5 KB, long before the deadline', async () => {
    let written = 0;
    let closed = false;
    server.on((_request, response) => {
      response.writeHead(200, JSON_HEADERS);
      const more = setInterval(() => {
        written += 1024;
        response.write(' '.repeat(1024));
      }, 5);
      response.once('close', () => {
        closed = true;
        clearInterval(more);
      });
    });
    const started = performance.now();
    await refusesOnAPage(await ask(server.url()), 'larger than 5 KB');
    expect(performance.now() - started).toBeLessThan(DEADLINE);
    await waitFor(() => closed);
    expect(written).toBeLessThan(64 * 1024);
  });

  it('D5 a slow body and a slow handshake end after 2.5 s in all, and nothing is kept', async () => {
    server.on((_request, response) => {
      response.writeHead(200, JSON_HEADERS);
      const drip = setInterval(() => response.write(' '), 100);
      response.once('close', () => clearInterval(drip));
    });
    const silent = createServer().listen(0, '127.0.0.1');
    await waitFor(() => silent.listening);
    const { port } = silent.address() as { port: number };
    const started = performance.now();
    const [slow, dumb, nameless] = await Promise.all([
      ask(server.url()),
      createTestFetcher(names)(`https://app.example.com:${port}/c.json`),
      createTestFetcher({ asked: [], resolve: () => new Promise(() => undefined) })(server.url()),
    ]);
    const took = performance.now() - started;
    expect([took > DEADLINE - 50, took < 2 * DEADLINE]).toEqual([true, true]);
    expect([dumb, nameless]).toEqual([{ refused: 'too_slow' }, { refused: 'too_slow' }]);
    await refusesOnAPage(slow, 'took too long to answer');
    silent.close();
    publish(server);
    expect((await ask(server.url())).status).toBe(303);
    expect(server.seen).toHaveLength(2);
  });

  it.each<[string, number, Record<string, string>, (url: string) => string | Uint8Array]>([
    ['a gzip bomb', 200, { ...JSON_HEADERS, 'content-encoding': 'gzip' }, () => gzipSync(Buffer.alloc(10_000_000, 0x20))],
    ['a small document in gzip', 200, { ...JSON_HEADERS, 'content-encoding': 'gzip' }, (url) => gzipSync(JSON.stringify(documentOf(url)))],
    ['brotli by name only', 200, { ...JSON_HEADERS, 'content-encoding': 'br' }, (url) => JSON.stringify(documentOf(url))],
    ['a page', 200, { 'content-type': 'text/html' }, (url) => JSON.stringify(documentOf(url))],
    ['text', 200, { 'content-type': 'text/plain' }, (url) => JSON.stringify(documentOf(url))],
    ['no type', 200, {}, (url) => JSON.stringify(documentOf(url))],
    ['a type that only begins like JSON', 200, { 'content-type': 'application/jsonp' }, (url) => JSON.stringify(documentOf(url))],
    ['204', 204, JSON_HEADERS, () => ''],
    ['201', 201, JSON_HEADERS, (url) => JSON.stringify(documentOf(url))],
    ['404', 404, JSON_HEADERS, (url) => JSON.stringify(documentOf(url))],
    ['500', 500, JSON_HEADERS, (url) => JSON.stringify(documentOf(url))],
    ['an array', 200, JSON_HEADERS, (url) => JSON.stringify([documentOf(url)])],
    ['null', 200, JSON_HEADERS, () => 'null'],
    ['a string', 200, JSON_HEADERS, () => '"x"'],
    ['nothing', 200, JSON_HEADERS, () => ''],
    ['half of a document', 200, JSON_HEADERS, (url) => JSON.stringify(documentOf(url)).slice(0, -1)],
    [
      'invalid UTF-8',
      200,
      JSON_HEADERS,
      (url) => Buffer.concat([Buffer.from(`{"client_id":"${url}","client_name":"`), Buffer.from([0xc3, 0x28]), Buffer.from('"}')]),
    ],
    ['UTF-16', 200, JSON_HEADERS, (url) => Buffer.from(JSON.stringify(documentOf(url)), 'utf16le')],
  ])('D5 %s is a failure and is not kept', async (_what, status, headers, body) => {
    const clientId = server.url();
    server.on((_request, response) => response.writeHead(status, headers).end(body(clientId)));
    await refusesOnAPage(await ask(clientId), 'something that is not a description of a program');
    publish(server);
    expect((await ask(clientId)).status).toBe(303);
    expect(server.seen).toHaveLength(2);
  });

  it('D5 a connection that breaks at any point is a failure and nothing else', async () => {
    const fetchDocument = createTestFetcher(names);
    const breaks: readonly ((response: import('node:http').ServerResponse) => void)[] = [
      (response) => response.destroy(),
      (response) => response.writeHead(200, { ...JSON_HEADERS, 'content-length': 100 }).write('{', () => response.destroy()),
      (response) => response.socket?.end('not HTTP at all\r\n\r\n'),
      (response) => response.socket?.end('HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n'),
      (response) => response.socket?.end('HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{} '),
      (response) => response.socket?.end('HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}'),
    ];
    for (const [index, breakOff] of breaks.entries()) {
      server.on((_request, response) => breakOff(response));
      expect([index, await fetchDocument(server.url())]).toEqual([index, { refused: 'unreachable' }]);
    }
    const rude = createServer((socket) => socket.end('SSH-2.0-x\r\n')).listen(0, '127.0.0.1');
    await waitFor(() => rude.listening);
    expect(await fetchDocument(`https://app.example.com:${(rude.address() as { port: number }).port}/c.json`)).toEqual({ refused: 'unreachable' });
    rude.close();
  });

  it('D5 headers without an end are cut off', async () => {
    server.on((_request, response) => response.writeHead(200, { ...JSON_HEADERS, 'x-long': 'a'.repeat(20_000) }).end('{}'));
    expect(await createTestFetcher(names)(server.url())).toEqual({ refused: 'unreachable' });
  });
});

describe('D6 what a document may not say', () => {
  it.each([
    ['another case', (url: string) => ({ client_id: url.replace('/client', '/Client') }), 'is not its own address'],
    ['a slash at the end', (url: string) => ({ client_id: `${url}/` }), 'is not its own address'],
    ['no port', (url: string) => ({ client_id: url.replace(/:\d+/, '') }), 'is not its own address'],
    ['a query', (url: string) => ({ client_id: `${url}?x` }), 'is not its own address'],
    ['no client_id', () => ({ client_id: undefined }), 'is not its own address'],
    ['a list with it', (url: string) => ({ client_id: [url] }), 'is not its own address'],
  ])('D6 (a) %s in client_id is 400', async (_what, change, words) => {
    publish(server, change(server.url()));
    await refusesOnAPage(await ask(server.url()), words);
  });

  it.each([
    ['a secret', { client_secret: 'x' }, 'must not have client_secret'],
    ['when a secret ends', { client_secret_expires_at: 0 }, 'must not have client_secret_expires_at'],
    ['client_secret_basic', { token_endpoint_auth_method: 'client_secret_basic' }, 'token_endpoint_auth_method of the document must be none'],
    ['client_secret_post', { token_endpoint_auth_method: 'client_secret_post' }, 'token_endpoint_auth_method of the document must be none'],
    ['client_secret_jwt', { token_endpoint_auth_method: 'client_secret_jwt' }, 'token_endpoint_auth_method of the document must be none'],
    ['private_key_jwt', { token_endpoint_auth_method: 'private_key_jwt' }, 'token_endpoint_auth_method of the document must be none'],
    ['no redirects', { redirect_uris: undefined }, 'no redirect_uris'],
    ['only remote redirects', { redirect_uris: ['https://app.example.com/cb'] }, 'no redirect URI is a loopback address'],
    ['no code grant', { grant_types: ['refresh_token'] }, 'grant_types must include authorization_code'],
    ['a software statement', { software_statement: 'x' }, 'software statements are not accepted'],
  ])('D6 (b) %s is 400', async (_what, change, words) => {
    publish(server, change);
    await refusesOnAPage(await ask(server.url()), words);
  });

  it('D6 (b) redirects are trimmed like those of a registration, and the name is cleaned', async () => {
    publish(server, { client_name: 'Gate\u202ehouse\nPro', redirect_uris: ['https://app.example.com/cb', 'javascript:alert(1)', 'http://127.0.0.1/callback'] });
    expect((await ask(server.url())).status).toBe(303);
    expect(await gatehouse.store.clients.find(server.url())).toMatchObject({ name: 'Gatehouse Pro', redirectUris: ['http://127.0.0.1/callback'] });
    await refusedRedirect('https://app.example.com/cb');
    await refusedRedirect('http://localhost:51004/callback');
  });

  async function refusedRedirect(uri: string): Promise<void> {
    const response = await ask(server.url(), { redirect_uri: uri });
    expect([response.status, response.headers.get('location')]).toEqual([400, null]);
  }
});

describe('D7 how often is fetched', () => {
  it('D7 the same client id 100 times at once is one fetch', async () => {
    const responses = await Promise.all(Array.from({ length: 100 }, () => ask(server.url())));
    expect(responses.map(({ status }) => status)).toEqual(Array(100).fill(303));
    expect([server.seen.length, server.connections(), await rows()]).toEqual([1, 1, 1]);
  });

  it('D7 100 times at once against a failing host is one fetch, and every one is told', async () => {
    server.on((_request, response) => response.writeHead(500).end());
    const all = Promise.withResolvers<void>();
    let arrived = 0;
    const broker = await startGatehouse({
      // The fetch begins when everybody is there, however slow this computer is.
      fetchDocument: (url) => all.promise.then(() => createTestFetcher(names)(url)),
      openAuthStore: async (activityKey) => {
        const store = createVolatileAuthStore({ activityKey });
        const find: typeof store.clients.find = async (id) => {
          arrived += 1;
          if (arrived === 100) setImmediate(all.resolve);
          return store.clients.find(id);
        };
        return { ...store, clients: { ...store.clients, find } };
      },
    });
    const responses = await Promise.all(Array.from({ length: 100 }, () => ask(server.url(), {}, {}, broker)));
    expect(responses.map(({ status }) => status)).toEqual(Array(100).fill(400));
    expect(server.seen).toHaveLength(1);
    await broker.close();
  });

  it('D7 a host is asked twice a minute', async () => {
    const [first, second, third] = [await ask(server.url('/1.json')), await ask(server.url('/2.json')), await ask(server.url('/3.json'))];
    expect([first.status, second.status, third.status]).toEqual([303, 303, 400]);
    expect(await third.text()).toContain('Wait a minute');
    expect(server.seen).toHaveLength(2);
    // Another host is not affected; nor is this one a minute later.
    expect((await ask(server.url('/4.json', 'other.example.com'))).status).toBe(303);
    gatehouse.clock.advance(60_000);
    expect((await ask(server.url('/3.json'))).status).toBe(303);
  });

  it('D7 all hosts together are asked ten times a minute, failures included', async () => {
    server.on((_request, response) => response.writeHead(500).end());
    for (let index = 0; index < 12; index += 1) expect((await ask(server.url('/c.json', `h${index}.example.com`))).status).toBe(400);
    expect(server.seen).toHaveLength(10);
    gatehouse.clock.advance(60_000);
    await ask(server.url('/c.json', 'h12.example.com'));
    expect(server.seen).toHaveLength(11);
  });

  it.each([
    ['nothing', undefined, 300],
    ['one second', 'max-age=1', 300],
    ['no-store', 'no-store', 300],
    ['no-store beside a day', 'max-age=86400, no-store', 300],
    ['an hour', 'public, max-age=3600', 3600],
    ['a year', 'max-age=31536000', 86_400],
    ['nonsense', 'max-age=-1, max-age=x', 300],
    ['a number without end', `max-age=${'9'.repeat(40)}`, 300],
  ])('D7 Cache-Control of %s keeps the document from 5 minutes to 24 hours', async (_what, header, seconds) => {
    publish(server, {}, header === undefined ? {} : { 'cache-control': header });
    await ask(server.url());
    gatehouse.clock.advance(seconds * 1000 - 1);
    await ask(server.url());
    expect(server.seen).toHaveLength(1);
    gatehouse.clock.advance(1);
    await ask(server.url());
    expect(server.seen).toHaveLength(2);
  });

  it('D7 the 101st document pushes out the one that was used longest ago', async () => {
    publish(server, {}, { 'cache-control': 'max-age=86400' });
    const id = (index: number) => server.url(`/${index}.json`, `h${index}.example.com`);
    for (let index = 0; index < 100; index += 1) {
      gatehouse.clock.advance(6_001);
      await ask(id(index));
    }
    expect(server.seen).toHaveLength(100);
    gatehouse.clock.advance(60_000);
    await ask(id(0));
    await ask(id(100));
    expect(server.seen).toHaveLength(101);
    gatehouse.clock.advance(60_000);
    await ask(id(0));
    expect(server.seen).toHaveLength(101);
    await ask(id(1));
    expect(server.seen).toHaveLength(102);
  });

  it('D7 a flood of new ids leaves 50 never-approved records, and those that are approved', async () => {
    const { clientId } = await connect();
    for (let index = 0; index < 60; index += 1) {
      gatehouse.clock.advance(60_000);
      await ask(server.url(`/flood-${index}.json`), { response_type: null });
    }
    expect(await rows()).toBe(51);
    expect((await gatehouse.store.clients.find(clientId))?.state).toBe('approved');
  });
});

describe('D8 a document that changes after it was allowed', () => {
  it.each([
    ['its name', { client_name: 'Other App' }, ['It called itself “Example App” before']],
    ['its redirects', { redirect_uris: ['http://127.0.0.1/callback', 'http://[::1]/other'] }, ['Answers went to 127.0.0.1, localhost before']],
  ])('D8 %s: the connection ends, refreshing is invalid_grant (H7), and the prompt says what changed', async (_what, change, changes) => {
    const { clientId, tokens } = await connect();
    publish(server, change);
    gatehouse.clock.advance(5 * 60_000);
    expect((await ask(clientId)).status).toBe(303);
    expect(prompts()).toMatchObject([{ client: { id: clientId }, known: false, changes }]);
    expect((await gatehouse.store.clients.find(clientId))?.state).toBe('pending');
    expect((await get(`${gatehouse.url}/mcp`, { authorization: `Bearer ${tokens.access_token}` })).status).toBe(401);
    const refreshed = await refresh(clientId, tokens.refresh_token);
    expect([refreshed.status, ((await refreshed.json()) as { error: string }).error]).toEqual([400, 'invalid_grant']);
    // Once the person has allowed it, it is no news any more.
    await gatehouse.desk.decide(prompts()[0]?.id ?? '', { answer: 'allow', scopes: ['memory:read'], for: '30d', compartment: 'default' }, 'popup');
    expect(await gatehouse.store.clients.find(clientId)).toMatchObject({ state: 'approved', changes: [] });
  });

  it('D8 a redirect that is gone is refused from then on', async () => {
    const { clientId } = await connect();
    publish(server, { redirect_uris: ['http://localhost/callback'] });
    gatehouse.clock.advance(5 * 60_000);
    expect((await ask(clientId)).status).toBe(400);
    expect(prompts()).toEqual([]);
  });

  it('D8 nothing that the person looks at has changed: nothing ends and nobody is told', async () => {
    const { clientId, tokens } = await connect();
    publish(server, { logo_uri: 'https://app.example.com/new.png', redirect_uris: ['http://localhost/callback', 'http://127.0.0.1/callback'] });
    gatehouse.clock.advance(5 * 60_000);
    await ask(clientId);
    expect(prompts()).toMatchObject([{ known: true, changes: [] }]);
    expect((await refresh(clientId, tokens.refresh_token)).status).toBe(200);
  });

  it('D8 a document that cannot be had any more ends no connection, but lets no new one begin', async () => {
    const { clientId, tokens } = await connect();
    server.on((_request, response) => response.writeHead(500).end());
    gatehouse.clock.advance(5 * 60_000);
    expect((await ask(clientId)).status).toBe(400);
    expect((await refresh(clientId, tokens.refresh_token)).status).toBe(200);
  });
});

describe('whether answers may leave this computer, for a document that is kept', () => {
  const REMOTE = 'https://app.example.com/cb';

  it('holds from the next request on, both ways, and nothing is fetched again', async () => {
    let remoteRedirects = false;
    const broker = await startGatehouse({ fetchDocument: createTestFetcher(names), settings: () => ({ ...USUAL_SETTINGS, remoteRedirects }) });
    publish(server, { redirect_uris: [REMOTE, 'http://127.0.0.1/callback'] }, { 'cache-control': 'max-age=86400' });
    const remote = async () => (await ask(server.url(), { redirect_uri: REMOTE }, {}, broker)).status;
    expect([(await ask(server.url(), {}, {}, broker)).status, await remote()]).toEqual([303, 400]);
    remoteRedirects = true;
    expect(await remote()).toBe(303);
    remoteRedirects = false;
    expect([await remote(), (await ask(server.url(), {}, {}, broker)).status]).toEqual([400, 303]);
    expect(server.seen).toHaveLength(1);
    await broker.close();
  });

  it('holds for a document that ships with the app, known or not', async () => {
    let remoteRedirects = false;
    const broker = await startGatehouse({ settings: () => ({ ...USUAL_SETTINGS, documentFetches: false, remoteRedirects }) });
    const tried = async (uri: string) => (await ask('https://vscode.dev/oauth/client-metadata.json', { redirect_uri: uri }, {}, broker)).status;
    expect([await tried('http://127.0.0.1:33418/'), await tried('https://vscode.dev/redirect')]).toEqual([303, 400]);
    remoteRedirects = true;
    expect(await tried('https://vscode.dev/redirect')).toBe(303);
    remoteRedirects = false;
    expect(await tried('https://vscode.dev/redirect')).toBe(400);
    await broker.close();
  });

  it('holds after a restart for one that was refreshed, when it is turned off', async () => {
    const id = 'https://vscode.dev/oauth/client-metadata.json';
    const store = createVolatileAuthStore({ activityKey: Buffer.alloc(32) });
    const vault = createMapVault();
    const again = (remoteRedirects: boolean) =>
      startGatehouse(
        {
          vault,
          openAuthStore: async () => store,
          fetchDocument: async (url) => ({ members: documentOf(url, { redirect_uris: [REMOTE, 'http://127.0.0.1/callback'] }), cacheControl: null }),
        },
        { remoteRedirects, documentFetches: remoteRedirects },
      );
    const before = await again(true);
    await ask(id, { redirect_uri: 'http://127.0.0.1:33418/' }, {}, before);
    await until(async () => expect((await ask(id, { redirect_uri: REMOTE }, {}, before)).status).toBe(303));
    await before.close();
    const after = await again(false);
    expect((await ask(id, { redirect_uri: REMOTE }, {}, after)).status).toBe(400);
    expect((await ask(id, {}, {}, after)).status).toBe(303);
    await after.close();
  });
});

describe('D9 loopback redirects of a public host', () => {
  it('D9 the prompt warns that any program here can claim to be that host', async () => {
    await ask(server.url());
    expect(prompts()[0]?.warnings).toEqual(['Any program here can claim to be app.example.com']);
  });

  it('D9 an answer that goes to the publisher itself needs no such warning, and says that it leaves', async () => {
    const open = await startGatehouse({ fetchDocument: createTestFetcher(names) }, { remoteRedirects: true });
    publish(server, { redirect_uris: ['https://app.example.com/cb', 'http://127.0.0.1/callback'] });
    await ask(server.url(), { redirect_uri: 'https://app.example.com/cb' }, {}, open);
    await ask(server.url(), {}, {}, open);
    expect(prompts(open).map(({ warnings }) => warnings)).toEqual([
      ['The answer leaves this computer: app.example.com'],
      ['Any program here can claim to be app.example.com'],
    ]);
    await open.close();
  });

  it('D9 another host with the same name and redirects is another row, and the prompt says that the name is taken', async () => {
    const { clientId } = await connect();
    const other = server.url('/client.json', 'evil.example.net');
    await ask(other);
    expect(prompts()[0]?.warnings).toEqual(['Any program here can claim to be evil.example.net', 'Another connection already has this name']);
    const [first, second] = await Promise.all([gatehouse.store.clients.find(clientId), gatehouse.store.clients.find(other)]);
    expect(first?.rowKey).not.toBe(second?.rowKey);
  });
});

describe('D10 addresses in the document', () => {
  it('D10 logo, pages and keys are never fetched', async () => {
    const tempting = Object.fromEntries(
      ['logo_uri', 'client_uri', 'tos_uri', 'policy_uri', 'jwks_uri', 'sector_identifier_uri'].map((name) => [name, server.url(`/${name}`)]),
    );
    publish(server, tempting);
    const { clientId } = await connect();
    gatehouse.clock.advance(5 * 60_000);
    await ask(clientId);
    expect(server.seen.map(({ url }) => url)).toEqual(['/client.json', '/client.json']);
  });
});

describe('ruling 6: who may make this computer fetch', () => {
  const FROM_WEBSITE = { 'sec-fetch-site': 'cross-site', 'sec-fetch-dest': 'document', referer: 'https://evil.example/page' };

  it.each([['cross-site'], ['same-site']])('D1 a navigation that a %s page started fetches nothing', async (site) => {
    await refusesOnAPage(await ask(server.url(), {}, { ...FROM_WEBSITE, 'sec-fetch-site': site }), 'a website opened this page');
    expect([names.asked, server.connections()]).toEqual([[], 0]);
  });

  it('D1 a document that is kept already counts for a website too', async () => {
    await ask(server.url(), { response_type: null });
    expect((await ask(server.url(), {}, FROM_WEBSITE)).status).toBe(303);
    expect(prompts()[0]?.warnings).toContain('A website opened this request');
    expect(server.seen).toHaveLength(1);
  });

  it('D1 with fetching turned off nothing is fetched, and the page says where to turn it on', async () => {
    const offline = await startGatehouse({ fetchDocument: createTestFetcher(names) }, { documentFetches: false });
    await refusesOnAPage(await ask(server.url(), {}, {}, offline), 'GATEHOUSE_CLIENT_DOCUMENTS=on', offline);
    expect([names.asked, server.connections()]).toEqual([[], 0]);
    await offline.close();
  });

  it('D1 for a client that the person paused nothing is fetched', async () => {
    const { clientId } = await connect();
    await gatehouse.control.pause([clientId]);
    gatehouse.clock.advance(25 * 3_600_000);
    expect(new URL((await ask(clientId)).headers.get('location') ?? '').searchParams.get('error')).toBe('temporarily_unavailable');
    expect(server.seen).toHaveLength(1);
  });

  it('D1 every fetch is in the activity log', async () => {
    await ask(server.url());
    server.on((_request, response) => response.writeHead(302, { location: '/x' }).end());
    await ask(server.url('/other.json'));
    await gatehouse.activity.flush();
    const entries = await gatehouse.store.activity.list({ limit: 10, kind: 'document.fetched' });
    expect(entries.map(({ event }) => event)).toMatchObject([
      { clientId: server.url('/other.json'), host: 'app.example.com', refused: 'redirected' },
      { clientId: server.url(), host: 'app.example.com', refused: null },
    ]);
  });
});

type Connected = { readonly clientId: string; readonly tokens: { readonly access_token: string; readonly refresh_token: string } };

/** The URL client is asked about, allowed, and redeems its code. */
async function connect(clientId = server.url()): Promise<Connected> {
  const { verifier, challenge } = makePkce();
  const opened = await get(authorizationUrl(gatehouse.url, clientId, challenge, { redirect_uri: REDIRECT }));
  const request = prompts().find(({ client }) => client.id === clientId);
  await gatehouse.desk.decide(request?.id ?? '', { answer: 'allow', scopes: ['memory:read'], for: '30d', compartment: 'default' }, 'popup');
  const back = new URL((await get(opened.headers.get('location') ?? '')).headers.get('location') ?? '');
  const form = { grant_type: 'authorization_code', code: back.searchParams.get('code') ?? '', client_id: clientId, code_verifier: verifier };
  const response = await postForm(`${gatehouse.url}/oauth/token`, form);
  expect(response.status).toBe(200);
  return { clientId, tokens: (await response.json()) as Connected['tokens'] };
}

function refresh(clientId: string, refreshToken: string): Promise<Response> {
  return postForm(`${gatehouse.url}/oauth/token`, { grant_type: 'refresh_token', refresh_token: refreshToken, client_id: clientId });
}

const waitFor = (holds: () => boolean) => until(() => expect(holds()).toBe(true));
