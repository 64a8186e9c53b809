import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshCode } from '../attacks/support.ts';
import { startGatehouse, type TestGatehouse } from '../support/gatehouse.ts';
import { callTool, get, postForm, type Tokens } from '../support/oauth-client.ts';

let gatehouse: TestGatehouse;
beforeAll(async () => {
  gatehouse = await startGatehouse();
});
afterAll(() => gatehouse.close());

describe('RFC 9728 §3.3: the document names the resource as it was typed', () => {
  it.each(['/mcp', '/mcp/'])('%s', async (path) => {
    const typed = `${gatehouse.url}${path}`;
    const { status, headers } = await get(typed);
    const document = /resource_metadata="([^"]+)"/.exec(headers.get('www-authenticate') ?? '')?.[1] ?? '';
    expect([status, document]).toEqual([401, `${gatehouse.url}/.well-known/oauth-protected-resource${path}`]);
    expect(await (await get(document)).json()).toMatchObject({ resource: typed, authorization_servers: [gatehouse.url] });
  });

  it('is one audience either way', async () => {
    const { form } = await freshCode(gatehouse, {}, { resource: `${gatehouse.url}/mcp/` });
    const tokens = (await (await postForm(`${gatehouse.url}/oauth/token`, { ...form, resource: `${gatehouse.url}/mcp` })).json()) as Tokens;
    expect((await callTool(gatehouse, tokens.access_token, 'memory_status')).status).toBe(200);
    expect((await get(`${gatehouse.url}/mcp/`, { authorization: `Bearer ${tokens.access_token}` })).status).toBe(405);
  });

  it('a permission that is missing is named with the same document', async () => {
    const { form } = await freshCode(gatehouse, { scopes: ['memory:read'] });
    const { access_token: token } = (await (await postForm(`${gatehouse.url}/oauth/token`, form)).json()) as Tokens;
    const response = await fetch(`${gatehouse.url}/mcp/`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', accept: 'application/json, text/event-stream' },
      body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: 'memory_store', arguments: { content: 'x' } } }),
    });
    expect([response.status, response.headers.get('www-authenticate')]).toEqual([403, expect.stringContaining('/.well-known/oauth-protected-resource/mcp/"')]);
  });
});
