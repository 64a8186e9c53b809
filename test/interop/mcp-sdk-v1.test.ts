import { UnauthorizedError } from '@modelcontextprotocol/sdk/client/auth.js';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { describe, expect, it } from 'vitest';
import { allowNext } from '../support/answer.ts';
import { openAuthorization, untilAnswered } from '../support/browser.ts';
import { sharedBroker } from '../support/each-test.ts';
import { createMemoryProvider } from './memory-provider.ts';

describe('the official MCP SDK v1', () => {
  const broker = sharedBroker();

  it.each(['', '/'])('registers, waits for the person, redeems the code, works, and steps up (address ending in “%s”)', async (end) => {
    const provider = createMemoryProvider('SDK v1');
    const open = () => new StreamableHTTPClientTransport(new URL(`${broker.mcp}${end}`), { authProvider: provider as never });
    const transport = open();
    await expect(new Client({ name: 'sdk-v1', version: '1.0.0' }).connect(transport as never)).rejects.toBeInstanceOf(UnauthorizedError);
    const { page } = await openAuthorization(provider.authorizationUrl());
    await allowNext(broker);
    const { location } = await untilAnswered(page);
    await transport.finishAuth(location.searchParams.get('code') ?? '');

    const client = new Client({ name: 'sdk-v1', version: '1.0.0' });
    await client.connect(open() as never);
    expect((await client.listTools()).tools).toHaveLength(8);
    const stored = await client.callTool({ name: 'memory_store', arguments: { content: `v1 was at mcp${end}` } });
    expect(stored.structuredContent).toMatchObject({ outcome: 'stored' });
    await client.close();
  });
});
