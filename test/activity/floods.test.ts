import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LIMITS } from '../../src/consent/attention/budget.ts';
import { allow, waitForAnswer } from '../races/scene.ts';
import { startGatehouse, type TestGatehouse } from '../support/gatehouse.ts';
import { connect, postForm, register } from '../support/oauth-client.ts';

let gatehouse: TestGatehouse;
beforeEach(async () => {
  gatehouse = await startGatehouse({}, { promptLimits: LIMITS });
});
afterEach(() => gatehouse.close());

async function lines() {
  await gatehouse.activity.flush();
  return (await gatehouse.store.activity.list({ limit: 1000 })).map(({ event }) => event);
}

/** How often each kind stands in the log that has to do with these calls. */
async function count(...kinds: readonly string[]): Promise<number[]> {
  const events = await lines();
  return kinds.map((wanted) => events.filter(({ kind }) => kind === wanted).length);
}

const manage = (client: Record<string, unknown>, method: string, body?: object) =>
  fetch(String(client.registration_client_uri), {
    method,
    headers: { authorization: `Bearer ${client.registration_access_token}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify({ client_id: client.client_id, ...body }) }),
  });

describe('what costs nothing cannot fill the log', () => {
  it('registrations: a line for each that the person is told about, the rest as one', async () => {
    for (let index = 0; index < 40; index += 1) await register(gatehouse.url);
    const events = await lines();
    expect(events.filter(({ kind }) => kind === 'client.registered').length).toBe(LIMITS.waitingOfProgram);
    expect(events.filter(({ kind }) => kind === 'refusals.counted')).toMatchObject([{ reason: 'busy', program: 'Test client', count: 38 }]);
  });

  it('changes and removals of a client that nobody let in', async () => {
    for (let index = 0; index < 10; index += 1) {
      const client = await register(gatehouse.url);
      for (const name of ['One', 'Two', 'Three']) expect((await manage(client, 'PUT', { client_name: `${name} ${index}` })).status).toBe(200);
      expect((await manage(client, 'DELETE')).status).toBe(204);
    }
    expect(await count('client.changed', 'client.removed')).toEqual([0, 0]);
  });

  it('changes after the one that took an Allow away; that one and the removal are written down', async () => {
    const { management, requestId, clientId } = await waitForAnswer(gatehouse);
    expect(await allow(gatehouse, requestId)).toBe('decided');
    const client = { client_id: clientId, registration_client_uri: management.uri, registration_access_token: management.token };
    for (const name of ['One', 'Two', 'Three']) expect((await manage(client, 'PUT', { client_name: name })).status).toBe(200);
    expect((await manage(client, 'DELETE')).status).toBe(204);
    expect(await count('client.changed', 'client.removed')).toEqual([1, 1]);
  });

  it('the same token given back again and again', async () => {
    const { clientId, tokens } = await connect(gatehouse);
    for (let index = 0; index < 10; index += 1) {
      const answer = await postForm(`${gatehouse.url}/oauth/revoke`, {
        token: index % 2 === 0 ? tokens.access_token : tokens.refresh_token,
        client_id: clientId,
      });
      expect(answer.status).toBe(200);
    }
    expect(await count('token.revoked', 'session.ended')).toEqual([1, 1]);
  });
});
