import type { McpServer } from '@modelcontextprotocol/server';
import { type Serving, sentenceOf, TOO_MUCH } from './serving.ts';
import { TOOLS, type Tool } from './tools.ts';

/** The eight tools, always all listed (ruling 22). */
export function serveTools(server: McpServer, serving: Serving): void {
  for (const tool of TOOLS) {
    const { name, title, description, input, annotations } = tool;
    const scopeChallenge = () => serving.challenge(name);
    server.registerTool(name, { title, description, inputSchema: input, annotations, scopeChallenge }, (argument) =>
      serving.isTooMuch() ? failed(TOO_MUCH) : run(serving, tool, argument),
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
