/** A peer as its users run it: a process that speaks MCP over stdin and stdout, with a home of its own. */
import { mkdirSync, rmSync } from 'node:fs';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';

export type StdioServer = { call<Result>(name: string, input: Record<string, unknown>): Promise<Result>; close(): Promise<void> };

/**
 * @param script the server's entry file
 * @param home an empty directory; removed at the end
 */
export async function openStdio(script: string, home: string, environment: Record<string, string> = {}): Promise<StdioServer> {
  mkdirSync(home, { recursive: true });
  const client = new Client({ name: 'retrieval', version: '1.0.0' });
  const env = { PATH: process.env.PATH ?? '', HOME: home, USERPROFILE: home, ...environment };
  await client.connect(new StdioClientTransport({ command: process.execPath, args: [script], cwd: home, env, stderr: 'ignore' }));
  return {
    async call<Result>(name: string, input: Record<string, unknown>) {
      const answer = await client.callTool({ name, arguments: input });
      const [first] = answer.content as { text: string }[];
      if (answer.isError === true) throw new Error(`${name}: ${first?.text}`);
      return JSON.parse(first?.text ?? 'null') as Result;
    },
    async close() {
      await client.close();
      rmSync(home, { recursive: true, force: true });
    },
  };
}
