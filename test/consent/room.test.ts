import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, expect, it } from 'vitest';
import { evidenceFromRequest } from '../../src/consent/evidence/from-request.ts';
import { startGatehouse, type TestGatehouse } from '../support/gatehouse.ts';
import { authorizationUrl, get, makePkce, openWaiting, register } from '../support/oauth-client.ts';

let gatehouse: TestGatehouse;
afterEach(() => gatehouse.close());

it('ruling 7: a flood of registrations does not push out a client while the person allows it', async () => {
  let look: Promise<void> = Promise.resolve();
  let looked: () => void = () => undefined;
  gatehouse = await startGatehouse({ evidence: async (question) => look.then(() => evidenceFromRequest(question)) });
  const { url, desk, clock } = gatehouse;
  const clientId = String((await register(url)).client_id);
  const page = await openWaiting(authorizationUrl(url, clientId, makePkce().challenge));
  look = new Promise((resolve) => {
    looked = resolve;
  });
  const allowed = desk.decide(desk.list()[0]?.id ?? '', { answer: 'allow', scopes: ['memory:read'], for: '30d', compartment: 'default' }, 'popup');
  await pause(1);
  for (let index = 0; index < 51; index += 1) {
    clock.advance(1);
    await register(url, { client_name: `Flood ${index}` });
  }
  looked();
  expect(await allowed).toBe('decided');
  expect((await get(page)).headers.get('location')).toContain('code=');
});
