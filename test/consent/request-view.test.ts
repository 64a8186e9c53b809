import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startGatehouse } from '../support/gatehouse.ts';
import { authorizationUrl, connect, get, makePkce, openWaiting, REDIRECT, register } from '../support/oauth-client.ts';
import { allow, ask, type Desk, deny, login, program, startDesk } from './support.ts';

let desk: Desk;
beforeEach(async () => {
  desk = await startDesk(() => program('/opt/tool\u202e/bin'));
});
afterEach(() => desk.close());

const MINUTE = 60_000;
const shown = () => desk.screen.now();

/** Asks for these scopes with a client that is registered already. */
async function askFor(clientId: string, scope: string) {
  await openWaiting(authorizationUrl(desk.url, clientId, makePkce().challenge, { scope }));
  return shown();
}

describe('what a prompt is made of', () => {
  it('of a new program: who, where to, what, how long, and what only a closer look needs', async () => {
    const { client_id: id } = await register(desk.url, { client_name: 'Tool', software_id: 'com.example.tool', software_version: '4.2' });
    const registeredAt = desk.clock.now();
    desk.clock.advance(1_000);
    const view = await askFor(String(id), 'memory:admin');
    expect(view).toEqual({
      id: view?.id,
      code: view?.code,
      stage: 'asking',
      kind: 'connection',
      call: null,
      test: false,
      client: { id, name: 'Tool' },
      known: false,
      firstSeenAt: registeredAt,
      lastAllowedAt: null,
      answerGoesTo: '127.0.0.1:51004',
      remote: false,
      permissions: [
        { scope: 'memory:read', sentence: 'Read all your memories', ticked: true, secondGesture: null },
        { scope: 'memory:write', sentence: 'Add, change and forget memories', ticked: true, secondGesture: null },
        { scope: 'memory:admin', sentence: 'Reorganise memories and change their settings', ticked: false, secondGesture: 'Allow, including reorganising' },
      ],
      alreadyAllowed: [],
      facts: [],
      changes: [],
      warnings: [],
      compartments: [{ id: 'default', name: 'Default', alsoReads: [] }],
      durations: [
        { duration: 'once', sentence: 'just this once (1 hour)', chosen: false },
        { duration: '30d', sentence: '30 days', chosen: true },
        { duration: 'always', sentence: 'until I disconnect it', chosen: false },
      ],
      details: { redirectUri: REDIRECT, resource: `${desk.url}/mcp`, registeredBy: '/opt/tool/bin', software: 'com.example.tool 4.2' },
      arrivedAt: registeredAt,
      expiresAt: desk.clock.now() + 2 * MINUTE,
      mayExtend: true,
    });
  });

  it('while announced there is nothing to allow, and no address yet', async () => {
    await register(desk.url);
    expect(shown()).toMatchObject({
      stage: 'announced',
      answerGoesTo: null,
      permissions: [],
      mayExtend: false,
      details: { redirectUri: null, resource: null },
    });
  });

  it('of a program that is connected: since when, and only what is more than before', async () => {
    const { clientId } = await connect(desk, ['memory:read']);
    const allowedAt = desk.clock.now();
    desk.clock.advance(MINUTE);
    expect(await askFor(clientId, 'memory:read')).toMatchObject({ known: true, lastAllowedAt: allowedAt, warnings: [] });
    await desk.desk.decide(shown()?.id ?? '', { answer: 'deny', notAsked: false }, 'popup');
    expect(await askFor(clientId, 'memory:admin')).toMatchObject({
      warnings: ['It asks for more than before: Add, change and forget memories, Reorganise memories and change their settings'],
    });
  });

  it('of a test profile: it says so', async () => {
    const profile = await startGatehouse({ prompt: desk.screen }, { testProfile: true });
    await login(profile);
    expect(shown()?.test).toBe(true);
    await profile.close();
  });

  it('names what this computer says before what is suspicious about the name', async () => {
    await connect(desk);
    const { client_id: id } = await register(desk.url, { client_name: 'Test client', redirect_uris: ['http://127.0.0.1/other'] });
    await get(authorizationUrl(desk.url, String(id), makePkce().challenge, { redirect_uri: 'http://127.0.0.1:7/other' }), { 'sec-fetch-site': 'cross-site' });
    expect(desk.desk.list().at(-1)?.warnings).toEqual(['A website opened this request', 'Another connection already has this name']);
  });

  it('more time is offered once, and never beyond ten minutes from its arrival', async () => {
    const one = await login(desk);
    expect(shown()?.mayExtend).toBe(true);
    desk.desk.extend(one.requestId ?? '');
    expect(desk.desk.find(one.requestId ?? '')?.mayExtend).toBe(false);
    const again = await ask(desk, one.clientId);
    desk.desk.setAway(true);
    desk.clock.advance(9 * MINUTE);
    await desk.desk.tick();
    desk.desk.setAway(false);
    expect(shown()).toMatchObject({ id: again.requestId, mayExtend: false, expiresAt: desk.clock.now() + MINUTE });
  });
});

describe('a request that cannot be shown', () => {
  const silences: string[] = [];
  beforeEach(async () => {
    silences.length = 0;
    await desk.close();
    desk = await startDesk(() => null, { onUnseen: (because) => void silences.push(because) });
  });

  it('is said once for all that wait together, and again for who comes after them', async () => {
    await desk.attention.setQuiet(desk.clock.now() + 60 * MINUTE);
    const both = [await login(desk, 'First'), await login(desk, 'Second')];
    expect(silences).toEqual(['quiet']);
    for (const one of both) await deny(desk, one);
    await login(desk, 'Third');
    expect(silences).toEqual(['quiet', 'quiet']);
  });

  it('is said once for the whole silence, and again in the next one', async () => {
    desk.desk.setAway(true);
    await login(desk, 'First');
    await login(desk, 'Second');
    expect(silences).toEqual(['away']);
    desk.desk.setAway(false);
    desk.desk.setAway(true);
    expect(silences).toEqual(['away', 'away']);
    await desk.attention.setQuiet(desk.clock.now() + MINUTE);
    desk.desk.setAway(false);
    expect([silences, desk.attention.view().silence, shown()]).toEqual([['away', 'away'], 'quiet', null]);
  });

  it('an announcement alone is nothing that waits', async () => {
    desk.desk.setAway(true);
    await register(desk.url);
    expect(silences).toEqual([]);
  });

  it('the page in the browser says that nothing pops up, only while it is so', async () => {
    const page = (await login(desk)).response.headers.get('location') ?? '';
    const says = async () => (await (await get(page)).text()).includes('Nothing is shown at the moment.');
    expect(await says()).toBe(false);
    await desk.attention.setQuiet(desk.clock.now() + MINUTE);
    expect(await says()).toBe(true);
    await allow(desk, { clientId: '', response: new Response(), requestId: desk.desk.list()[0]?.id ?? null });
    expect((await get(page)).status).toBe(303);
  });
});
