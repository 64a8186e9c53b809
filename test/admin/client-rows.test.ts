import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { clientMethods } from '../../src/admin/client-methods.ts';
import type { ClientView, EvidenceView } from '../../src/shared/views.ts';
import { startGatehouse, type TestGatehouse } from '../support/gatehouse.ts';
import { authorizationUrl, callTool, connect, get, makePkce, register } from '../support/oauth-client.ts';

let gatehouse: TestGatehouse;
beforeEach(async () => {
  gatehouse = await startGatehouse();
});
afterEach(() => gatehouse.close());

const ask = (method: string, parameters: object = {}) => clientMethods(gatehouse)[method]?.(parameters, 'command');
const use = async (token: string) => (await callTool(gatehouse, token, 'memory_status')).status;

describe('ruling 7: registrations of the same program are one row', () => {
  it('that is connected as soon as one of them is let in, and paused when all are', async () => {
    const first = await connect(gatehouse);
    await ask('clients.pause', { id: first.clientId });
    expect(await ask('clients.list')).toMatchObject({ clients: [{ state: 'paused' }] });
    const second = await connect(gatehouse);
    expect(await use(second.tokens.access_token)).toBe(200);
    expect(await ask('clients.list')).toMatchObject({ clients: [{ state: 'connected', clientIds: [first.clientId, second.clientId] }] });
    await ask('clients.pause', { id: first.clientId });
    expect(await use(second.tokens.access_token)).toBe(503);
    expect(await ask('clients.list')).toMatchObject({ clients: [{ state: 'paused' }] });
  });

  it('that is blocked under whatever client id it comes next, and asks again when it is resumed', async () => {
    const { clientId } = await connect(gatehouse);
    await ask('clients.block', { id: clientId });
    const next = String((await register(gatehouse.url)).client_id);
    expect([await ask('clients.list'), gatehouse.desk.list()]).toMatchObject([{ clients: [{ state: 'blocked', clientIds: [clientId, next] }] }, []]);
    const refused = await get(authorizationUrl(gatehouse.url, next, makePkce().challenge));
    expect([new URL(refused.headers.get('location') ?? '').searchParams.get('error'), gatehouse.desk.list()]).toEqual(['access_denied', []]);
    const other = await register(gatehouse.url, { client_name: 'Another program' });
    expect(gatehouse.desk.list()).toMatchObject([{ client: { id: other.client_id } }]);
    await ask('clients.resume', { id: next });
    await get(authorizationUrl(gatehouse.url, next, makePkce().challenge));
    expect(gatehouse.desk.list()).toMatchObject([{ client: { id: other.client_id } }, { client: { id: next }, stage: 'asking' }]);
  });
});

describe('the person’s own name for a row', () => {
  it('is of all its registrations, also of those that come later, and can be taken away', async () => {
    const first = await connect(gatehouse);
    expect(await ask('clients.rename', { id: first.clientId, label: ' My\u202e laptop\n ' })).toEqual({ id: first.clientId, label: 'My laptop' });
    await connect(gatehouse);
    expect(await ask('clients.list')).toMatchObject({ clients: [{ label: 'My laptop', name: expect.any(String) }] });
    await ask('clients.rename', { id: first.clientId, label: null });
    expect(await ask('clients.list')).toMatchObject({ clients: [{ label: null }] });
  });
});

describe('what was seen of a program when the person said yes', () => {
  it('can be looked up for each connection, and only for one client at a time', async () => {
    const { clientId } = await connect(gatehouse);
    const { client, evidence } = (await ask('clients.get', { id: clientId })) as { client: ClientView; evidence: readonly EvidenceView[] };
    expect(evidence).toEqual([{ grantId: client.grants[0]?.id, lines: [expect.stringMatching(/^The answer went to 127\.0\.0\.1:\d+$/)] }]);
    expect(JSON.stringify(await ask('clients.list'))).not.toContain('The answer went to');
  });
});
