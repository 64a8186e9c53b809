import type { OutgoingHttpHeaders, ServerResponse } from 'node:http';

/**
 * Ends the connection with this answer, and says so in it: a client that is not told sends its next request into nothing.
 * The MCP server writes `Connection: keep-alive` into answers of its own, which would overrule ours.
 */
export function makeLast(response: ServerResponse): void {
  const { writeHead } = response;
  response.shouldKeepAlive = false;
  Object.assign(response, {
    writeHead(status: number, ...rest: (string | OutgoingHttpHeaders | undefined)[]): ServerResponse {
      const ours = rest.map((part) => (typeof part === 'object' ? { ...part, connection: 'close' } : part));
      return Reflect.apply(writeHead, response, [status, ...ours]);
    },
  });
}
