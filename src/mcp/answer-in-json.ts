/** The older wire for a caller that reads no streams: the official server's fallback answers in nothing else, its transport can. */
import { isLegacyRequest, type McpHttpHandler, type McpServer, WebStandardStreamableHTTPServerTransport } from '@modelcontextprotocol/server';

type Fetch = McpHttpHandler['fetch'];

/**
 * @param serve the newer wire, whose answers are JSON anyway
 * @param serverFor a server for one request of the older wire
 * @param limit bytes of a request
 */
export function createAnswerInJson(serve: Fetch, serverFor: (options: Parameters<Fetch>[1]) => McpServer, limit: number): Fetch {
  return async (request, options) => {
    if (!(await isLegacyRequest(request, options?.parsedBody, { maxRequestBodySize: limit }))) return serve(request, options);
    const server = serverFor(options);
    const transport = new WebStandardStreamableHTTPServerTransport({ enableJsonResponse: true, maxRequestBodySize: limit });
    await server.connect(transport);
    try {
      return await Promise.race([transport.handleRequest(request, options), goneAway(request.signal)]);
    } finally {
      await server.close();
    }
  };
}

/** A call that was cut off has no answer, and nobody waits for one. */
function goneAway(signal: AbortSignal): Promise<Response> {
  return new Promise((resolve) => {
    const leave = () => resolve(new Response(null, { status: 499 }));
    if (signal.aborted) leave();
    signal.addEventListener('abort', leave, { once: true });
  });
}
