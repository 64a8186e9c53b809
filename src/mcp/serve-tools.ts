import type { McpServer } from '@modelcontextprotocol/server';
import { advertisedInput, advertisedOutput } from './advertised.ts';
import { exchangeOf } from './exchange.ts';
import { type Serving, sentenceOf, TOO_MUCH } from './serving.ts';
import { TOOLS, type Tool } from './tools.ts';

/** Once for all servers: a schema is dear to describe. */
const ADVERTISED = TOOLS.map((tool) => ({ tool, inputSchema: advertisedInput(tool.input), outputSchema: advertisedOutput(tool.output) }));

/** The eight tools, always all listed (ruling 22), for whoever calls: a server may serve one caller after the other. */
export function serveTools(server: McpServer): void {
  for (const { tool, inputSchema, outputSchema } of ADVERTISED) {
    const { name, title, description, annotations } = tool;
    server.registerTool(
      name,
      { title, description, inputSchema, outputSchema, annotations, scopeChallenge: ({ authInfo }) => exchangeOf(authInfo).serving.challenge(name) },
      (argument, { http }) => {
        const { serving } = exchangeOf(http?.authInfo);
        return serving.isTooMuch() ? failed(TOO_MUCH) : run(serving, tool, argument);
      },
    );
  }
}

async function run({ calls, access }: Serving, { name }: Tool, argument: unknown) {
  const outcome = await calls.call(access, name, argument);
  if (outcome.kind !== 'done') return failed(sentenceOf(outcome));
  return { structuredContent: { ...outcome.result }, content: [{ type: 'text' as const, text: JSON.stringify(outcome.result) }] };
}

function failed(text: string) {
  return { isError: true, content: [{ type: 'text' as const, text }] };
}
