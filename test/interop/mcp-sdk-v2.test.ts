import { Client, StreamableHTTPClientTransport, UnauthorizedError } from '@modelcontextprotocol/client';
import { describe, expect, it } from 'vitest';
import type { ActivityView } from '../../src/shared/views.ts';
import { allowNext } from '../support/answer.ts';
import { openAuthorization, untilAnswered } from '../support/browser.ts';
import { sharedBroker } from '../support/each-test.ts';
import { createMemoryProvider } from './memory-provider.ts';

describe.each([
  { era: 'legacy', options: {} },
  { era: 'modern', options: { versionNegotiation: { mode: 'auto' } } },
] as const)('the official MCP client v2, $era era', ({ era, options }) => {
  const broker = sharedBroker();
  const provider = createMemoryProvider(`SDK v2 ${era}`);

  async function connect(): Promise<Client> {
    const client = new Client({ name: 'sdk-v2', version: '1.0.0' }, options as never);
    await client.connect(new StreamableHTTPClientTransport(new URL(broker.mcp), { authProvider: provider as never }));
    return client;
  }

  it('registers, waits for the person, redeems the code and uses every tool', async () => {
    const client = new Client({ name: 'sdk-v2', version: '1.0.0' }, options as never);
    const transport = new StreamableHTTPClientTransport(new URL(broker.mcp), { authProvider: provider as never });
    await expect(client.connect(transport)).rejects.toBeInstanceOf(UnauthorizedError);

    const { page } = await openAuthorization(provider.authorizationUrl());
    const request = await allowNext(broker, '--scope', 'memory:admin');
    expect(request.client.name).toBe(`SDK v2 ${era}`);
    const { location } = await untilAnswered(page);
    expect(location.searchParams.get('iss')).toBe(broker.issuer);
    await transport.finishAuth(location.searchParams);

    const connected = await connect();
    const { tools } = await connected.listTools();
    expect(tools.map(({ name }) => name)).toEqual([
      'memory_store',
      'memory_recall',
      'memory_search',
      'memory_update',
      'memory_forget',
      'memory_status',
      'memory_reflect',
      'memory_configure',
    ]);
    const stored = await connected.callTool({ name: 'memory_store', arguments: { content: 'The harbour opens at six', tags: ['harbour'] } });
    const { id } = stored.structuredContent as { id: string };
    expect(JSON.parse((stored.content as { text: string }[])[0]?.text ?? '')).toEqual(stored.structuredContent);
    const recalled = await connected.callTool({ name: 'memory_recall', arguments: { query: 'when does the harbour open?' } });
    expect((recalled.structuredContent as { items: { id: string }[] }).items.map((item) => item.id)).toEqual([id]);
    const found = await connected.callTool({ name: 'memory_search', arguments: { tags: ['harbour'] } });
    expect((found.structuredContent as { items: { id: string }[] }).items).toHaveLength(1);
    const updated = await connected.callTool({ name: 'memory_update', arguments: { id, content: 'The harbour opens at seven' } });
    expect(updated.structuredContent).toMatchObject({ id, content: 'The harbour opens at seven', version: 2 });
    const status = await connected.callTool({ name: 'memory_status', arguments: {} });
    expect(status.structuredContent).toMatchObject({ memories: 1, tags: 1 });
    const forgotten = await connected.callTool({ name: 'memory_forget', arguments: { id } });
    expect(forgotten.structuredContent).toEqual({ forgotten: [id] });
    await connected.close();
  });

  it('is refused at its very next request after a revoke', async () => {
    const connected = await connect();
    const { clients } = await broker.command<{ clients: { id: string; state: string }[] }>('clients');
    expect(clients).toMatchObject([{ state: 'connected' }]);
    await broker.command('revoke', clients[0]?.id ?? '');
    const response = await fetch(broker.mcp, { method: 'POST', headers: { authorization: `Bearer ${provider.accessToken()}` }, body: '{}' });
    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toContain('error="invalid_token"');
    await connected.close().catch(() => undefined);
  });

  it('that registered with the scope of the first challenge steps up: one question, then it may (ruling 15)', async () => {
    const { clientMetadata, ...kept } = createMemoryProvider(`SDK v2 ${era} that steps up`);
    const { scope: _, ...withoutScope } = clientMetadata;
    const stepper = { ...kept, clientMetadata: withoutScope };
    const transport = new StreamableHTTPClientTransport(new URL(broker.mcp), { authProvider: stepper as never });
    const login = async (...words: string[]) => {
      const { page } = await openAuthorization(stepper.authorizationUrl());
      const request = await allowNext(broker, ...words);
      await transport.finishAuth((await untilAnswered(page)).location.searchParams);
      return request;
    };
    await expect(new Client({ name: 'sdk-v2', version: '1.0.0' }, options as never).connect(transport)).rejects.toBeInstanceOf(UnauthorizedError);
    await login();
    expect(stepper.clientInformation()).toMatchObject({ scope: 'memory:read memory:write' });

    const client = new Client({ name: 'sdk-v2', version: '1.0.0' }, options as never);
    await client.connect(new StreamableHTTPClientTransport(new URL(broker.mcp), { authProvider: stepper as never }));
    const configure = () => client.callTool({ name: 'memory_configure', arguments: {} });
    await expect(configure()).rejects.toBeInstanceOf(UnauthorizedError);
    const widening = await login('--scope', 'memory:admin');
    expect(widening).toMatchObject({ kind: 'widening', permissions: [{ scope: 'memory:admin' }] });
    expect((await configure()).isError ?? false).toBe(false);
    const { activity } = await broker.command<{ activity: ActivityView[] }>('activity');
    expect(activity.filter(({ kind, clientId }) => kind === 'request.asked' && clientId === widening.client.id)).toHaveLength(2);
    await client.close();
  });
});
