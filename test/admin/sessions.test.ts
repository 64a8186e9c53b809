import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sessionMethods } from '../../src/admin/session-methods.ts';
import { startGatehouse, type TestGatehouse } from '../support/gatehouse.ts';
import { callTool, connect } from '../support/oauth-client.ts';

let gatehouse: TestGatehouse;
beforeEach(async () => {
  gatehouse = await startGatehouse();
});
afterEach(() => gatehouse.close());

const ask = (method: string, parameters: object = {}) => sessionMethods(gatehouse)[method]?.(parameters, 'window');
const use = async (token: string) => (await callTool(gatehouse, token, 'memory_status')).status;

describe('ending sessions', () => {
  it('all at once: every token is refused at its next request, and nothing is left to end', async () => {
    const [one, other] = [await connect(gatehouse), await connect(gatehouse)];
    expect([await use(one.tokens.access_token), await use(other.tokens.access_token)]).toEqual([200, 200]);
    expect(await ask('sessions.endAll')).toEqual({ ended: 2 });
    expect([await use(one.tokens.access_token), await use(other.tokens.access_token)]).toEqual([401, 401]);
    expect(await ask('sessions.list')).toMatchObject({ sessions: [{ endedAt: expect.any(Number) }, { endedAt: expect.any(Number) }] });
    expect(await ask('sessions.endAll')).toEqual({ ended: 0 });
  });
});
