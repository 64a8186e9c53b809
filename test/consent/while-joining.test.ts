import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { evidenceFromRequest } from '../../src/consent/evidence/from-request.ts';
import { startGatehouse, type TestGatehouse } from '../support/gatehouse.ts';
import { authorizationUrl, callTool, connect, get, makePkce, register } from '../support/oauth-client.ts';

let gatehouse: TestGatehouse;
let gathering: (() => void)[];
let slow: boolean;
beforeEach(async () => {
  gathering = [];
  slow = false;
  gatehouse = await startGatehouse({
    evidence: async (question) => {
      if (slow) await new Promise<void>((resolve) => void gathering.push(resolve));
      return evidenceFromRequest(question);
    },
  });
});
afterEach(() => gatehouse.close());

/** Looking at processes takes a while, and the person does something meanwhile. */
async function meanwhile<Result>(start: () => Promise<Result>, act: () => Promise<unknown>): Promise<Result> {
  slow = true;
  const result = start();
  while (gathering.length === 0) await pause(1);
  await act();
  slow = false;
  for (const go of gathering) go();
  return result;
}

const errorOf = (response: Response) => new URL(response.headers.get('location') ?? '').searchParams.get('error');

describe('while the evidence about a request is gathered', () => {
  it.each([
    ['pauses the client', 'temporarily_unavailable', (id: string) => gatehouse.control.pause([id])],
    ['blocks the client', 'access_denied', (id: string) => gatehouse.control.block([id])],
    ['locks everything', 'temporarily_unavailable', () => gatehouse.control.setLocked(true)],
  ])('the person %s: nobody is asked afterwards', async (_what, error, act) => {
    const clientId = String((await register(gatehouse.url)).client_id);
    const response = await meanwhile(
      () => get(authorizationUrl(gatehouse.url, clientId, makePkce().challenge)),
      async () => {
        await act(clientId);
        await gatehouse.desk.drop([clientId]);
        await gatehouse.desk.refuseAll();
      },
    );
    expect([errorOf(response), gatehouse.desk.list()]).toEqual([error, []]);
  });

  it('the person disconnects the client: its widening is not asked any more', async () => {
    const { clientId, tokens } = await connect(gatehouse, ['memory:read']);
    await meanwhile(
      () => callTool(gatehouse, tokens.access_token, 'memory_store', { content: 'x' }),
      () => gatehouse.control.disconnect([clientId]),
    );
    gatehouse.clock.advance(2_000);
    await pause(10);
    expect(gatehouse.desk.list()).toEqual([]);
  });

  it('the page is loaded again while the Allow looks at the listener: still one question, and the same answer', async () => {
    const clientId = String((await register(gatehouse.url)).client_id);
    const url = authorizationUrl(gatehouse.url, clientId, makePkce().challenge);
    const page = (await get(url)).headers.get('location') ?? '';
    const [request] = gatehouse.desk.list();
    let again: Promise<Response> | undefined;
    const outcome = await meanwhile(
      () => gatehouse.desk.decide(request?.id ?? '', { answer: 'allow', scopes: ['memory:read'], for: '30d', compartment: 'default' }, 'popup'),
      async () => {
        again = get(url);
        while (gathering.length < 2) await pause(1);
      },
    );
    expect([outcome, (await again)?.headers.get('location'), gatehouse.desk.list()]).toEqual(['decided', page, []]);
  });
});
