/** A server that publishes metadata documents, well-behaved or not, and the name server that leads to it. */
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { join } from 'node:path';
import { createFetchClientDocument } from '../../src/edge/fetch-client-document.ts';
import { isPublicAddress } from '../../src/edge/public-address.ts';
import type { FetchClientDocument } from '../../src/shared/fetch-client-document.ts';

const file = (name: string) => readFileSync(join(import.meta.dirname, 'tls', name), 'utf8');

/** Only tests know this authority. */
export const TEST_AUTHORITY = file('authority.pem');

type Answer = (request: IncomingMessage, response: ServerResponse) => void;
export type Seen = { readonly method: string; readonly url: string; readonly host: string; readonly headers: IncomingHttpHeaders };

export type MetadataServer = {
  readonly port: number;
  /** Requests in order of arrival. */
  readonly seen: Seen[];
  /** TCP connections, before any request. */
  connections(): number;
  /** Bytes that came over all connections, TLS included. */
  bytesReceived(): number;
  /** A client id under this server. */
  url(path?: string, host?: string): string;
  /** Answers at a path; without one at every path that has none. */
  on(answer: Answer, path?: string): void;
  close(): Promise<void>;
};

/** @param address where it listens; tests count 127.0.0.1 as public and everything else by the real rule */
export async function startMetadataServer(address = '127.0.0.1'): Promise<MetadataServer> {
  const answers = new Map<string, Answer>();
  const seen: Seen[] = [];
  const sockets = new Set<Socket>();
  let connections = 0;
  let received = 0;
  const server = createServer({ key: file('server-key.pem'), cert: file('server.pem') }, (request, response) => {
    const path = (request.url ?? '').split('?')[0] ?? '';
    seen.push({ method: request.method ?? '', url: request.url ?? '', host: request.headers.host ?? '', headers: request.headers });
    const answer = answers.get(path) ?? answers.get('*');
    if (answer === undefined) response.writeHead(404).end();
    else answer(request, response);
  });
  server.on('connection', (socket: Socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.once('close', () => {
      received += socket.bytesRead;
      sockets.delete(socket);
    });
  });
  server.on('tlsClientError', () => undefined);
  server.listen(0, address);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    port,
    seen,
    connections: () => connections,
    bytesReceived: () => received + [...sockets].reduce((sum, socket) => sum + socket.bytesRead, 0),
    url: (path = '/client.json', host = 'app.example.com') => `https://${host}:${port}${path}`,
    on: (answer, path = '*') => void answers.set(path, answer),
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

export const LOOPBACK_REDIRECTS = ['http://127.0.0.1/callback', 'http://localhost/callback'];

/** A good document of the client behind a URL. */
export function documentOf(clientId: string, change: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    client_id: clientId,
    client_name: 'Example App',
    redirect_uris: LOOPBACK_REDIRECTS,
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
    token_endpoint_auth_method: 'none',
    ...change,
  };
}

/** The document for whatever id leads here. */
export function publish(server: MetadataServer, change: Record<string, unknown> = {}, headers: Record<string, string> = {}): void {
  server.on((request, response) => {
    response
      .writeHead(200, { 'content-type': 'application/json', ...headers })
      .end(JSON.stringify(documentOf(`https://${request.headers.host}${request.url}`, change)));
  });
}

export type NameServer = { readonly asked: string[]; readonly resolve: (host: string) => Promise<readonly string[]> };

/** @param answers per host, or for every host; each look-up takes the next answer, and the last one stays */
export function createNameServer(...answers: readonly (readonly string[])[]): NameServer {
  const asked: string[] = [];
  return {
    asked,
    resolve: async (host) => {
      asked.push(host);
      return answers[Math.min(asked.length, answers.length) - 1] ?? [];
    },
  };
}

/** The product's fetcher; only the names, the trusted authority and 127.0.0.1 are the test's. */
export function createTestFetcher(names: NameServer = createNameServer(['127.0.0.1'])): FetchClientDocument {
  return createFetchClientDocument({ ca: TEST_AUTHORITY, resolve: names.resolve, isPublic: (address) => address === '127.0.0.1' || isPublicAddress(address) });
}
