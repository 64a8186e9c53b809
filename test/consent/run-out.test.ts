import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { clientMethods } from '../../src/admin/client-methods.ts';
import { sessionMethods } from '../../src/admin/session-methods.ts';
import { freshCode } from '../attacks/support.ts';
import { postForm, register } from '../support/oauth-client.ts';
import { ask, type Desk, deny, startDesk } from './support.ts';

const HOUR = 3_600_000;

let desk: Desk;
let clientId: string;
beforeEach(async () => {
  desk = await startDesk();
  const { clientId: id, form } = await freshCode(desk, { for: 'once' });
  clientId = id;
  expect((await postForm(`${desk.url}/oauth/token`, form)).status).toBe(200);
  desk.clock.advance(HOUR);
});
afterEach(() => desk.close());

describe('a connection that has run out (ruling 10) is no connection', () => {
  it('to the prompt: the program is not known, and nobody has its name', async () => {
    await ask(desk, clientId);
    expect(desk.screen.now()?.known).toBe(false);
    await deny(desk, { clientId, response: new Response(), requestId: desk.screen.now()?.id ?? null });
    await register(desk.url, { redirect_uris: ['http://127.0.0.1/other'] });
    expect(desk.screen.now()).toMatchObject({ client: { name: 'Test client' }, warnings: [] });
  });

  it('to "I didn\'t ask for this": the client is held (ruling 12)', async () => {
    await deny(desk, await ask(desk, clientId), true);
    expect((await desk.store.clients.find(clientId))?.state).toBe('paused');
  });

  it('to the lists: its session is over, at the time that the person had set', async () => {
    const now = desk.clock.now();
    expect(await sessionMethods(desk)['sessions.list']?.({}, 'command')).toMatchObject({ sessions: [{ endsAt: now, endedAt: now }] });
    expect(await clientMethods(desk)['clients.list']?.({}, 'command')).toMatchObject({ clients: [{ state: 'disconnected' }] });
    expect(desk.connections()).toBe(0);
  });
});
