import { UnauthorizedError } from '@modelcontextprotocol/sdk/client/auth.js';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startGatehouse, type TestGatehouse } from '../support/gatehouse.ts';
import { get } from '../support/oauth-client.ts';
import { createMemoryProvider } from './memory-provider.ts';

const CLIENT_ID = 'https://claude.ai/oauth/claude-code-client-metadata';
const CALLBACK = 'http://localhost:3118/callback';

describe('the official MCP SDK as a client that has a metadata document', () => {
  let gatehouse: TestGatehouse;
  beforeAll(async () => {
    gatehouse = await startGatehouse();
  });
  afterAll(() => gatehouse.close());

  it('finds that documents are understood, presents its address, never registers, and works', async () => {
    const provider = { ...createMemoryProvider('Claude Code'), redirectUrl: CALLBACK, clientMetadataUrl: CLIENT_ID };
    const open = () => new StreamableHTTPClientTransport(new URL(`${gatehouse.url}/mcp`), { authProvider: provider as never });
    const transport = open();
    await expect(new Client({ name: 'cimd', version: '1.0.0' }).connect(transport as never)).rejects.toBeInstanceOf(UnauthorizedError);
    expect(provider.authorizationUrl().searchParams.get('client_id')).toBe(CLIENT_ID);
    const opened = await get(provider.authorizationUrl().href);
    const [request] = gatehouse.desk.list();
    await gatehouse.desk.decide(request?.id ?? '', { answer: 'allow', scopes: ['memory:write'], for: '30d', compartment: 'default' }, 'popup');
    const back = new URL((await get(opened.headers.get('location') ?? '')).headers.get('location') ?? '');
    expect(back.origin).toBe(new URL(CALLBACK).origin);
    await transport.finishAuth(back.searchParams.get('code') ?? '');

    const client = new Client({ name: 'cimd', version: '1.0.0' });
    await client.connect(open() as never);
    expect((await client.listTools()).tools).toHaveLength(8);
    await client.close();
    expect((await gatehouse.store.clients.list()).map(({ id }) => id)).toEqual([CLIENT_ID]);
  });
});
