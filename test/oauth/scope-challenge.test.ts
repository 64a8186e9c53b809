import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startGatehouse, type TestGatehouse } from '../support/gatehouse.ts';
import { callTool, connect } from '../support/oauth-client.ts';

let gatehouse: TestGatehouse;
beforeEach(async () => {
  gatehouse = await startGatehouse();
});
afterEach(() => gatehouse.close());

describe('ruling 15: a call beyond the grant', () => {
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

describe('narrowing (ruling 15)', () => {
  const grantOf = async (clientId: string) => (await gatehouse.store.grants.list({ clientId }))[0]?.id ?? '';

  it('takes effect at the next call with the same token, is durable and written down', async () => {
    const { clientId, tokens } = await connect(gatehouse);
    const narrowing = gatehouse.control.narrow(await grantOf(clientId), ['memory:read']);
    expect((await callTool(gatehouse, tokens.access_token, 'memory_store', { content: 'x' })).status).toBe(403);
    expect(await narrowing).toEqual(['memory:read']);
    expect((await callTool(gatehouse, tokens.access_token, 'memory_recall', { query: 'x' })).status).toBe(200);
    expect(await gatehouse.store.grants.list({ clientId })).toMatchObject([{ scopes: ['memory:read'], endedAt: null }]);
    await gatehouse.activity.flush();
    const [entry] = await gatehouse.store.activity.list({ limit: 1, kind: 'grant.changed' });
    expect(entry?.event).toMatchObject({ clientId, scope: 'memory:read' });
  });

  it('never gives: more than there is stays what there is, and nothing is no narrowing', async () => {
    const { clientId } = await connect(gatehouse, ['memory:read']);
    const id = await grantOf(clientId);
    expect(await gatehouse.control.narrow(id, ['memory:admin'])).toEqual(['memory:read']);
    expect(await gatehouse.control.narrow(id, [])).toBeNull();
    await gatehouse.control.disconnect([clientId]);
    expect(await gatehouse.control.narrow(id, ['memory:read'])).toBeNull();
  });

  it('a widening that waited gives back nothing that was taken meanwhile', async () => {
    const { clientId, tokens } = await connect(gatehouse);
    await callTool(gatehouse, tokens.access_token, 'memory_reflect');
    gatehouse.clock.advance(2_000);
    const [request] = gatehouse.desk.list();
    await gatehouse.control.narrow(await grantOf(clientId), ['memory:read']);
    await gatehouse.desk.decide(request?.id ?? '', { answer: 'allow', scopes: ['memory:read'], for: '30d', compartment: 'default' }, 'command');
    expect((await callTool(gatehouse, tokens.access_token, 'memory_store', { content: 'x' })).status).toBe(403);
  });

  it('a widening that is allowed while the person disconnects brings nothing back', async () => {
    for (let round = 0; round < 10; round += 1) {
      const { clientId, tokens } = await connect(gatehouse, ['memory:read']);
      await callTool(gatehouse, tokens.access_token, 'memory_store', { content: 'x' });
      gatehouse.clock.advance(2_000);
      const request = gatehouse.desk.list().find(({ client }) => client.id === clientId);
      const widened = gatehouse.desk.decide(request?.id ?? '', { answer: 'allow', scopes: ['memory:write'], for: '30d', compartment: 'default' }, 'command');
      // The store has the answer already, and nobody has heard of it yet.
      for (let turns = 0; turns < round % 4; turns += 1) await Promise.resolve();
      await Promise.all([widened, gatehouse.control.disconnect([clientId])]);
      expect((await callTool(gatehouse, tokens.access_token, 'memory_status')).status).toBe(401);
    }
  });
});
