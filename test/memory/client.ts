/** A connected client in a compartment, on both wires. */
import { freshCode, send, token } from '../attacks/support.ts';
import type { TestGatehouse } from '../support/gatehouse.ts';
import { callTool, postJson, type Tokens } from '../support/oauth-client.ts';

export type Result = {
  readonly isError?: boolean;
  readonly content: readonly [{ readonly text: string }];
  readonly structuredContent?: Record<string, unknown>;
};
export type Item = { readonly id: string; readonly content: string };
export type Client = Awaited<ReturnType<typeof connectIn>>;

/** With every permission there is. */
export async function connectIn(gatehouse: TestGatehouse, compartment: string) {
  const { clientId, form } = await freshCode(gatehouse, { compartment, scopes: ['memory:admin'] }, { scope: 'memory:admin' });
  const { access_token: accessToken } = (await (await token(gatehouse, form)).json()) as Tokens;

  /** Any method of the MCP wire. */
  async function ask(method: string, params: object = {}): Promise<{ result?: unknown; error?: unknown }> {
    const response = await postJson(
      `${gatehouse.url}/mcp`,
      { jsonrpc: '2.0', id: 1, method, params },
      { authorization: `Bearer ${accessToken}`, accept: 'application/json, text/event-stream', 'mcp-protocol-version': '2025-06-18' },
    );
    return messageOf(await response.text());
  }
  async function call(name: string, input: object): Promise<Result> {
    const { result, error } = messageOf(await (await callTool(gatehouse, accessToken, name, { ...input })).text());
    return (result ?? { isError: true, content: [{ text: JSON.stringify(error) }] }) as Result;
  }

  return {
    clientId,
    accessToken,
    ask,
    call,
    /** @param line method and target */
    rest: (line: string, body = '') =>
      send(gatehouse, line, [`Authorization: Bearer ${accessToken}`, ...(body === '' ? [] : ['Content-Type: application/json'])], body),
    async store(input: object): Promise<string> {
      return String((await call('memory_store', input)).structuredContent?.id);
    },
    async items(name: string, input: object): Promise<Item[]> {
      const { structuredContent, content } = await call(name, input);
      if (structuredContent === undefined) throw new Error(content[0].text);
      return structuredContent.items as Item[];
    },
  };
}

function messageOf(text: string): { result?: unknown; error?: unknown } {
  return JSON.parse(text.startsWith('{') ? text : (text.split('data: ')[1] ?? 'null'));
}
