/** A loopback proxy that adds a token: for programs that speak MCP but cannot log in. Everything else passes as it came. */
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, request as send } from 'node:http';
import type { AddressInfo } from 'node:net';

export type TokenProxy = { readonly url: string; close(): Promise<void> };

/** @param mcp the endpoint behind it, for example `http://127.0.0.1:4283/mcp` */
export async function startTokenProxy(mcp: string, accessToken: string): Promise<TokenProxy> {
  const target = new URL(mcp);
  const server = createServer((incoming, response) => {
    const { port } = server.address() as AddressInfo;
    const headers = { ...readdressed(incoming.headers, String(port), target.port), authorization: `Bearer ${accessToken}` };
    const outgoing = send({ host: target.hostname, port: target.port, method: incoming.method, path: incoming.url, headers, setHost: false }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    outgoing.on('error', () => response.destroy());
    response.on('close', () => outgoing.destroy());
    incoming.pipe(outgoing);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}${target.pathname}`,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** Host and Origin name the broker where they named the proxy; a foreign name stays foreign, so that the broker's guard is what is tested. */
function readdressed(headers: IncomingHttpHeaders, from: string, to: string): IncomingHttpHeaders {
  const host = headers.host?.replace(new RegExp(`:${from}$`), `:${to}`);
  const origin = headers.origin?.replace(new RegExp(`:${from}$`), `:${to}`);
  return { ...headers, ...(host === undefined ? {} : { host }), ...(origin === undefined ? {} : { origin }) };
}
