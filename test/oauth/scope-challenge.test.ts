import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startGatehouse, type TestGatehouse } from '../support/gatehouse.ts';
import { callTool, connect } from '../support/oauth-client.ts';

let gatehouse: TestGatehouse;
beforeEach(async () => {
  gatehouse = await startGatehouse();
});
afterEach(() => gatehouse.close());

describe('ruling 15: a call beyond the grant', () => {
  it('is a real 403 that names every scope, and writes nothing', async () => {
    const { tokens } = await connect(gatehouse, ['memory:read']);
    const response = await callTool(gatehouse, tokens.access_token, 'memory_store', { content: 'must not be kept' });
    expect(response.status).toBe(403);
    const challenge = response.headers.get('www-authenticate') ?? '';
    expect(challenge).toContain('error="insufficient_scope"');
    expect(challenge).toContain('scope="memory:read memory:write"');
    expect(challenge).toContain(`resource_metadata="${gatehouse.url}/.well-known/oauth-protected-resource/mcp"`);
    expect(await gatehouse.memoryStore.total()).toBe(0);
  });

  it('asks the person; one answer widens the grant and the same token succeeds', async () => {
    const { tokens } = await connect(gatehouse, ['memory:read']);
    await callTool(gatehouse, tokens.access_token, 'memory_store', { content: 'x' });
    expect(gatehouse.desk.list()).toEqual([]);
    gatehouse.clock.advance(2_000);
    const [request] = gatehouse.desk.list();
    expect(request).toMatchObject({ kind: 'widening', stage: 'asking', permissions: [{ scope: 'memory:write' }] });
    expect(await gatehouse.desk.decide(request?.id ?? '', { answer: 'allow', scopes: ['memory:write'], for: '30d', compartment: 'default' }, 'command')).toBe(
      'decided',
    );
    expect((await callTool(gatehouse, tokens.access_token, 'memory_store', { content: 'x' })).status).toBe(200);
    expect((await callTool(gatehouse, tokens.access_token, 'memory_reflect')).status).toBe(403);
  });

  it('is not asked again for 24 h after a Deny', async () => {
    const { tokens } = await connect(gatehouse, ['memory:read']);
    await callTool(gatehouse, tokens.access_token, 'memory_store', { content: 'x' });
    gatehouse.clock.advance(2_000);
    await gatehouse.desk.decide(gatehouse.desk.list()[0]?.id ?? '', { answer: 'deny', notAsked: false }, 'command');
    expect((await callTool(gatehouse, tokens.access_token, 'memory_store', { content: 'x' })).status).toBe(403);
    gatehouse.clock.advance(2_000);
    expect(gatehouse.desk.list()).toEqual([]);
  });
});
