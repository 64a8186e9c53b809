import type { McpEndpoint } from '../../mcp/endpoint.ts';
import type { Route } from '../route.ts';

/** The protected resource. The body is left to the MCP server, which reads it with a limit of its own. */
export function mcpRoutes({ mcp }: { readonly mcp: McpEndpoint }): readonly Route[] {
  return [
    {
      methods: ['GET', 'POST', 'DELETE'],
      paths: ['/mcp'],
      policy: 'bearer',
      origin: 'own',
      listedOrigins: true,
      body: 'stream',
      handler: async (request, reply) => {
        const { access, spelling, raw } = request;
        if (access === null) throw new Error('a bearer route was reached without access');
        reply.hijack();
        for (const [name, value] of Object.entries(reply.getHeaders())) if (value !== undefined) reply.raw.setHeader(name, value);
        await mcp.handle(raw, reply.raw, access, spelling);
      },
    },
  ];
}
