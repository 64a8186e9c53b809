/** Binds both loopback addresses on one port and never moves: a client trusts the address that it was given (ruling 1). */
import { createServer, type Server } from 'node:http';
import type { HttpHandler } from './app.ts';

/** The port is taken on one of the two addresses. */
export class PortTaken extends Error {
  override readonly name = 'PortTaken';
  readonly port: number;
  constructor(port: number) {
    super(`Port ${port} is taken`);
    this.port = port;
  }
}

export type Listening = {
  readonly port: number;
  /** Until this is called every request is answered 503: the port is held before anything is written to disk. */
  serve(handler: HttpHandler): void;
  close(): Promise<void>;
};

const HEADER_BYTES = 16_384;
const TIMES = { headersTimeout: 10_000, requestTimeout: 10_000, keepAliveTimeout: 30_000, connectionsCheckingInterval: 2_000 };
const MOST_CONNECTIONS = 512;
const TRIES = 20;

/**
 * @param port 0 picks one that is free on both addresses (tests)
 * @throws PortTaken
 */
export async function listen(port: number): Promise<Listening> {
  let current: HttpHandler = (_request, response) => void response.writeHead(503, { 'retry-after': '1' }).end();
  const handler: HttpHandler = (request, response) => current(request, response);
  const servers = await bindBoth(handler, port);
  return {
    port: portOf(servers[0]),
    serve: (next) => {
      current = next;
    },
    close: () => closeAll(servers),
  };
}

async function bindBoth(handler: HttpHandler, port: number): Promise<[Server, ...Server[]]> {
  for (let tries = 1; ; tries += 1) {
    const four = await bind(handler, '127.0.0.1', port);
    try {
      return [four, await bind(handler, '::1', portOf(four))];
    } catch (error) {
      // A machine without IPv6 is fine; a program that holds [::1] would receive what `localhost` clients send.
      if (isCode(error, 'EADDRNOTAVAIL', 'EAFNOSUPPORT')) return [four];
      await closeAll([four]);
      if (port !== 0 || tries === TRIES) throw error;
    }
  }
}

function bind(handler: HttpHandler, host: string, port: number): Promise<Server> {
  const server = createServer({ ...TIMES, maxHeaderSize: HEADER_BYTES }, handler);
  server.maxConnections = MOST_CONNECTIONS;
  return new Promise((resolve, reject) => {
    server.once('error', (error) => reject(isCode(error, 'EADDRINUSE') ? new PortTaken(port) : error));
    server.listen({ host, port, exclusive: true, ipv6Only: true }, () => resolve(server));
  });
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

async function closeAll(servers: readonly Server[]): Promise<void> {
  await Promise.all(
    servers.map((server) => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeIdleConnections();
      // Streams that are still open must not keep the broker from ending.
      setTimeout(() => server.closeAllConnections(), 1_500).unref();
      return closed;
    }),
  );
}

function isCode(error: unknown, ...codes: readonly string[]): boolean {
  return error instanceof Error && 'code' in error && codes.includes(String(error.code));
}
