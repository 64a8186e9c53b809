import type { McpEndpoint } from '../../mcp/endpoint.ts';
import { makeLast } from '../connections/make-last.ts';
import type { Route } from '../route.ts';

/** The protected resource. The body is left to the MCP server, which reads it with a limit of its own. */
export function mcpRoutes({ mcp }: { readonly mcp: McpEndpoint }): readonly Route[] {
  return [
    {
      methods: ['POST'],
      // See `as-typed.ts`: whoever logs in with the slash must find something there.
      paths: ['/mcp', '/mcp/'],
      policy: 'bearer',
      origin: 'own',
      listedOrigins: true,
      body: 'stream',
      handler: async (request, reply) => {
        const { access, spelling, raw } = request;
        if (access === null) throw new Error('a bearer route was reached without access');
        reply.hijack();
        for (const [name, value] of Object.entries(reply.getHeaders())) if (value !== undefined) reply.raw.setHeader(name, value);
        // The MCP server promises every stream a connection that stays, also to a caller that said it would leave (RFC 9112 §9.6).
        if (/\bclose\b/i.test(raw.headers.connection ?? '')) makeLast(reply.raw);
        await mcp.handle(raw, reply.raw, access, spelling);
      },
    },
  ];
}
