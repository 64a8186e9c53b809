import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TOOL_SCOPES } from '../../src/mcp/tool-scopes.ts';
import { TOOLS } from '../../src/mcp/tools.ts';
import { startGatehouse, type TestGatehouse } from '../support/gatehouse.ts';
import { callTool, connect, postJson, rawRequest } from '../support/oauth-client.ts';

let gatehouse: TestGatehouse;
let token: string;
beforeAll(async () => {
  gatehouse = await startGatehouse();
  token = (await connect(gatehouse, ['memory:read', 'memory:write', 'memory:admin'])).tokens.access_token;
});
afterAll(() => gatehouse.close());

const rpc = async (method: string, params: unknown = {}) => {
  const response = await postJson(
    `${gatehouse.url}/mcp`,
    { jsonrpc: '2.0', id: 1, method, params },
    { authorization: `Bearer ${token}`, accept: 'application/json, text/event-stream' },
  );
  const text = await response.text();
  return { status: response.status, body: JSON.parse(text.startsWith('{') ? text : (text.split('data: ')[1] ?? 'null')) };
};
const call = async (name: string, input: Record<string, unknown>) => (await rpc('tools/call', { name, arguments: input })).body.result;

describe('ruling 22: eight tools', () => {
  it('every tool has its permission, and none is left over', () => {
    expect(TOOLS.map(({ name }) => name).sort()).toEqual(Object.keys(TOOL_SCOPES).sort());
  });

  it('the whole list stays under 6 KB and is the same for every caller', async () => {
    const { body } = await rpc('tools/list');
    expect(body.result.tools).toHaveLength(8);
    expect(JSON.stringify(body.result.tools).length).toBeLessThan(6 * 1024);
  });

  it('structured content and text are the same JSON, with the id first', async () => {
    const result = await call('memory_store', { content: 'The ferry leaves at nine' });
    expect(JSON.parse(result.content[0].text)).toEqual(result.structuredContent);
    expect(Object.keys(result.structuredContent)[0]).toBe('id');
  });

  it('a mistake of the caller is said in words, as a tool error', async () => {
    expect(await call('memory_update', { id: 'mem_none', content: 'x' })).toEqual({
      isError: true,
      content: [{ type: 'text', text: 'There is no memory mem_none.' }],
    });
  });

  it('configure reads and sets what exists', async () => {
    expect((await call('memory_configure', {})).structuredContent).toEqual({ settings: { suggestDuplicates: true, defaultLimit: 10 } });
    expect((await call('memory_configure', { defaultLimit: 5 })).structuredContent).toEqual({ settings: { suggestDuplicates: true, defaultLimit: 5 } });
  });
});

describe('ruling 25: the older wire is stateless', () => {
  it('answers any method without initialize and mints no session', async () => {
    const response = await callTool(gatehouse, token, 'memory_status');
    expect(response.status).toBe(200);
    expect(response.headers.get('mcp-session-id')).toBeNull();
  });

  it.each(['GET', 'DELETE'])('%s with a valid token is 405', async (method) => {
    const response = await fetch(`${gatehouse.url}/mcp`, { method, headers: { authorization: `Bearer ${token}`, accept: 'text/event-stream' } });
    expect(response.status).toBe(405);
  });

  it('a connection ends with the answer when the caller wanted it so (RFC 9112 §9.6)', async () => {
    const begun = performance.now();
    const body = '{"jsonrpc":"2.0","id":1,"method":"ping"}';
    const head = [`Authorization: Bearer ${token}`, 'Accept: application/json, text/event-stream', 'Content-Type: application/json', 'Connection: close'];
    const answer = await rawRequest(
      Number(new URL(gatehouse.url).port),
      ['POST /mcp HTTP/1.1', `Host: ${new URL(gatehouse.url).host}`, ...head, `Content-Length: ${body.length}`, '', body].join('\r\n'),
    );
    expect(answer).toContain('{"result":{},"jsonrpc":"2.0","id":1}');
    expect(performance.now() - begun).toBeLessThan(5_000);
  });

  it('an own Origin is served with a token (the SDK’s rebinding check)', async () => {
    const response = await postJson(
      `${gatehouse.url}/mcp`,
      { jsonrpc: '2.0', id: 1, method: 'tools/list' },
      { authorization: `Bearer ${token}`, accept: 'application/json, text/event-stream', origin: gatehouse.url },
    );
    expect(response.status).toBe(200);
  });
});
