/** Binds both loopback addresses on one port and never moves: a client trusts the address that it was given (ruling 1). */
import { createServer, type Server as HttpServer } from 'node:http';
import { createServer as createTlsServer, type Server as HttpsServer } from 'node:https';
import type { HttpHandler } from './app.ts';
import { createConnections } from './connections/connections.ts';

/** The port is taken on one of the two addresses. */
export class PortTaken extends Error {
  override readonly name = 'PortTaken';
  readonly port: number;
  constructor(port: number) {
    super(`Port ${port} is taken`);
    this.port = port;
  }
}

type Server = HttpServer | HttpsServer;

/** PEM. */
export type Tls = { readonly cert: string; readonly key: string };

export type Listening = {
  readonly port: number;
  readonly scheme: 'http' | 'https';
  /** The addresses that it listens on: without IPv6 one alone. */
  readonly hosts: readonly string[];
  /** PEM; null with http. */
  readonly certificate: string | null;
  /** Until this is called every request is answered 503: the port is held before anything is written to disk. */
  serve(handler: HttpHandler): void;
  close(): Promise<void>;
};

/** Bytes and milliseconds. A request that does not arrive within ten seconds is answered 408 and its connection closed. */
const LIMITS = { maxHeaderSize: 16_384, headersTimeout: 10_000, requestTimeout: 10_000, keepAliveTimeout: 30_000, connectionsCheckingInterval: 1_000 };
/** Most requests have no body, and waiting for the end of none takes a sixth of a short answer's time. */
const OPTIONS = { ...LIMITS, optimizeEmptyRequests: true };
/** Milliseconds without a byte in either direction; above all an answer that nobody reads. Longer than any long poll. */
const SILENCE = 120_000;
const TRIES = 20;

/**
 * @param port 0 picks one that is free on both addresses (tests)
 * @param tls null speaks http, which is what clients accept for loopback
 * @throws PortTaken
 */
export function listen(port: number, tls: Tls | null = null): Promise<Listening> {
  return start(tls, (create) => bindBoth(create, port));
}

/** A free port on 127.0.0.1 alone, for pages that a person opens by their exact address. */
export function listenApart(): Promise<Listening> {
  return start(null, async (create) => [await bind(create(), '127.0.0.1', 0)]);
}

async function start(tls: Tls | null, bindAll: (create: () => Server) => Promise<[Server, ...Server[]]>): Promise<Listening> {
  let current: HttpHandler = (_request, response) => void response.writeHead(503, { 'retry-after': '1', 'cache-control': 'no-store' }).end();
  const connections = createConnections();
  const handler: HttpHandler = (request, response) => connections.take(request, response, () => current(request, response));
  const servers = await bindAll(() => {
    const server = tls === null ? createServer(OPTIONS, handler) : createTlsServer({ ...OPTIONS, ...tls, handshakeTimeout: 10_000 }, handler);
    server.timeout = SILENCE;
    // The number is checked by a guard: Node would leave out what is beyond it, and with that perhaps a second Host.
    server.maxHeadersCount = 0;
    connections.watch(server);
    return server;
  });
  return {
    port: portOf(servers[0]),
    hosts: servers.map((server) => whereOf(server).address),
    scheme: tls === null ? 'http' : 'https',
    certificate: tls?.cert ?? null,
    serve: (next) => {
      current = next;
    },
    async close() {
      // Streams that are still open, and callers that say nothing, must not keep the broker from ending.
      const timer = setTimeout(connections.dropAll, 1_500);
      await closeAll(servers);
      clearTimeout(timer);
    },
  };
}

async function bindBoth(create: () => Server, port: number): Promise<[Server, ...Server[]]> {
  for (let tries = 1; ; tries += 1) {
    const four = await bind(create(), '127.0.0.1', port);
    try {
      return [four, await bind(create(), '::1', portOf(four))];
    } catch (error) {
      // A machine without IPv6 is fine; a program that holds [::1] would receive what `localhost` clients send.
      if (isCode(error, 'EADDRNOTAVAIL', 'EAFNOSUPPORT')) return [four];
      await closeAll([four]);
      if (port !== 0 || tries === TRIES) throw error;
    }
  }
}

function bind(server: Server, host: string, port: number): Promise<Server> {
  return new Promise((resolve, reject) => {
    server.once('error', (error) => reject(isCode(error, 'EADDRINUSE') ? new PortTaken(port) : error));
    server.listen({ host, port, exclusive: true, ipv6Only: true }, () => resolve(server));
  });
}

function portOf(server: Server): number {
  return whereOf(server).port;
}

function whereOf(server: Server): { readonly address: string; readonly port: number } {
  const where = server.address();
  return typeof where === 'object' && where !== null ? where : { address: '', port: 0 };
}

async function closeAll(servers: readonly Server[]): Promise<void> {
  await Promise.all(
    servers.map((server) => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeIdleConnections();
      return closed;
    }),
  );
}

function isCode(error: unknown, ...codes: readonly string[]): boolean {
  return error instanceof Error && 'code' in error && codes.includes(String(error.code));
}
