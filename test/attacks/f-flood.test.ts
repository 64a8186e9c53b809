/** F1 to F3: requests without end, and what the person does about them. */
import { describe, expect, it } from 'vitest';
import { allow, ask, deny, deskOfItsOwn, FROM_WEBSITE, login, pageOf, startDesk, told } from '../consent/support.ts';
import { hasArrived } from '../support/has-arrived.ts';
import { authorizationUrl, connect, get, makePkce, openWaiting, register } from '../support/oauth-client.ts';
import { later } from './support.ts';

const MINUTE = 60_000;
/** Its document ships with Gatehouse. */
const CLAUDE_CODE = 'https://claude.ai/oauth/claude-code-client-metadata';
const { desk, anotherProgram } = deskOfItsOwn();

describe('F1 a flood of requests', () => {
  it('F1 (ruling 12) a page that opens 50 in a loop gets one window and one place; the rest is told to try again later', async () => {
    const { client_id: id } = await register(desk.url);
    const shown = desk.screen.shown.length;
    const flood = await Promise.all(Array.from({ length: 50 }, () => ask(desk, String(id), FROM_WEBSITE)));
    expect(flood.map(told).filter((outcome) => outcome === 'waiting')).toHaveLength(1);
    expect(new Set(flood.map(told))).toEqual(new Set(['waiting', 'temporarily_unavailable']));
    expect(desk.screen.shown.slice(shown).filter(({ stage }) => stage === 'asking')).toHaveLength(1);
  });

  it('F1 (ruling 4) a program that opens 50 gets one window and one place behind it', async () => {
    const { client_id: id } = await register(desk.url);
    const flood = await Promise.all(Array.from({ length: 50 }, () => ask(desk, String(id))));
    expect(flood.map(told).filter((outcome) => outcome === 'waiting')).toHaveLength(2);
    expect(desk.screen.shown.filter(({ stage }) => stage === 'asking')).toHaveLength(1);
  });

  it('F1 fifty programs at once: five wait, one is on screen', async () => {
    const flood: string[] = [];
    for (let index = 0; index < 50; index += 1) {
      anotherProgram(index);
      flood.push(told(await login(desk, `Program ${index}`)));
    }
    expect(flood.filter((outcome) => outcome === 'waiting')).toHaveLength(5);
    expect(new Set(desk.screen.shown.filter(({ stage }) => stage === 'asking').map(({ id }) => id)).size).toBe(1);
  });

  it('F1 a reload of the waiting page, or the same request again, is the same window', async () => {
    const { client_id: id } = await register(desk.url);
    const url = authorizationUrl(desk.url, String(id), makePkce().challenge);
    const pages = await Promise.all(Array.from({ length: 20 }, () => openWaiting(url)));
    expect(new Set(pages).size).toBe(1);
    expect(desk.desk.list()).toHaveLength(1);
  });

  it('F1 after ten prompts in ten minutes it is quiet: requests wait and nothing pops up until the ten minutes are over', async () => {
    let floods = 0;
    for (let index = 0; index < 10; index += 1) {
      anotherProgram(index);
      await allow(desk, await login(desk, `Program ${index}`));
    }
    // Allowed ones are forgiven; ten that were not answered with yes are what silences the prompts.
    expect(desk.attention.view().quietUntil).toBeNull();
    for (let index = 0; index < 11; index += 1) {
      anotherProgram(100 + index);
      const one = await login(desk, `Pest ${index}`);
      if (desk.attention.view().quietUntil !== null) floods += 1;
      else await deny(desk, one);
    }
    expect([floods, desk.attention.view().silence]).toEqual([1, 'flood']);
    expect(desk.screen.now()).toBeNull();
    expect(desk.desk.list()).toHaveLength(1);
    desk.clock.advance(30_000);
    await desk.desk.tick();
    expect(desk.desk.list()).toHaveLength(1);
    desk.clock.advance(10 * MINUTE);
    await desk.desk.tick();
    anotherProgram(200);
    await login(desk, 'Later');
    expect(desk.screen.now()?.client.name).toBe('Later');
  });

  it('F1 one program alone does not make it quiet: it is held back before it can silence the others', async () => {
    for (let index = 0; index < 20; index += 1) await deny(desk, await login(desk, `Name ${index}`));
    expect(desk.attention.view().quietUntil).toBeNull();
    anotherProgram(2);
    expect(told(await login(desk, 'Other'))).toBe('waiting');
  });
});

describe('F2 two denied or unanswered in a row', () => {
  it('F2 is followed by five minutes without a prompt, and ended by "ask again now"', async () => {
    await deny(desk, await login(desk));
    const unanswered = await login(desk);
    desk.clock.advance(2 * MINUTE);
    await desk.desk.tick();
    expect(desk.desk.find(unanswered.requestId ?? '')).toBeNull();
    const shown = desk.screen.shown.length;

    const third = await login(desk);
    expect([told(third), desk.screen.shown.length]).toEqual(['temporarily_unavailable', shown]);
    expect(desk.attention.view().cooldowns).toEqual([{ client: { id: unanswered.clientId, name: 'Test client' }, until: desk.clock.now() + 5 * MINUTE }]);

    const client = await desk.store.clients.find(third.clientId);
    desk.attention.forgive(client?.rowKey ?? '');
    expect(told(await login(desk))).toBe('waiting');
  });

  it('F2 ends by itself', async () => {
    await deny(desk, await login(desk));
    await deny(desk, await login(desk));
    expect(told(await login(desk))).toBe('temporarily_unavailable');
    desk.clock.advance(10 * MINUTE + 1);
    expect(told(await login(desk))).toBe('waiting');
  });

  it('F2 does not hold for another client', async () => {
    await deny(desk, await login(desk));
    await deny(desk, await login(desk));
    expect(told(await login(desk, 'Another'))).toBe('waiting');
  });
});

describe('F3 "I didn\'t ask for this" (ruling 12)', () => {
  it('F3 blocks the program, whatever it calls itself next, and drops what else it asks', async () => {
    const first = await login(desk, 'First');
    const second = await login(desk, 'Second');
    await deny(desk, first, true);
    expect(desk.desk.list()).toEqual([]);
    expect(told(await login(desk, 'Third'))).toBe('access_denied');
    const page = await get(second.response.headers.get('location') ?? '');
    expect(new URL(page.headers.get('location') ?? '').searchParams.get('error')).toBe('access_denied');
    anotherProgram(2);
    expect(told(await login(desk, 'Other'))).toBe('waiting');
  });

  it('F3 holds a client that has no connection before the answer leaves', async () => {
    const one = await login(desk);
    await deny(desk, one, true);
    expect((await desk.store.clients.find(one.clientId))?.state).toBe('paused');
    expect(told(await ask(desk, one.clientId))).toBe('temporarily_unavailable');
  });

  it('F3 leaves a client alone that is connected', async () => {
    const { clientId, tokens } = await connect(desk);
    await deny(desk, await ask(desk, clientId), true);
    expect((await desk.store.clients.find(clientId))?.state).toBe('approved');
    expect((await get(`${desk.url}/mcp`, { authorization: `Bearer ${tokens.access_token}` })).status).toBe(405);
  });

  it('F3 blocks the website and not the program when a website opened it', async () => {
    const { client_id: id } = await register(desk.url);
    await allow(desk, await ask(desk, String(id)));
    await deny(desk, await ask(desk, String(id), FROM_WEBSITE), true);
    expect(desk.attention.view().blocked).toMatchObject([{ kind: 'website', name: 'https://evil.example' }]);
    expect(told(await ask(desk, String(id), FROM_WEBSITE))).toBe('access_denied');
    expect(told(await ask(desk, String(id), { ...FROM_WEBSITE, referer: 'https://other.example/' }))).toBe('waiting');
    expect(told(await ask(desk, String(id)))).toBe('waiting');
  });

  it('F3 a website that opens the login of a program holds neither that program nor what it asks itself', async () => {
    const { clientId: id, requestId } = await login(desk);
    await deny(desk, await ask(desk, id, FROM_WEBSITE), true);
    expect((await desk.store.clients.find(id))?.state).toBe('pending');
    expect(desk.desk.list().map((request) => request.id)).toEqual([requestId]);
    expect(told(await ask(desk, id, FROM_WEBSITE))).toBe('access_denied');
    expect(told(await ask(desk, id))).toBe('waiting');
  });

  it('F3 a website that opens a login with an id that every copy of a program has does not lock that program out', async () => {
    await deny(desk, await ask(desk, CLAUDE_CODE, FROM_WEBSITE), true);
    expect(desk.attention.view()).toMatchObject({ blocked: [{ kind: 'website', name: 'https://evil.example' }], cooldowns: [] });
    expect(told(await ask(desk, CLAUDE_CODE))).toBe('waiting');
  });

  it('F3 an id that every copy of a program has rests for five minutes, and is not paused', async () => {
    await ask(desk, CLAUDE_CODE);
    await deny(desk, await ask(desk, CLAUDE_CODE), true);
    expect(desk.desk.list()).toEqual([]);
    expect(told(await ask(desk, CLAUDE_CODE))).toBe('temporarily_unavailable');
    expect((await desk.store.clients.find(CLAUDE_CODE))?.state).toBe('pending');
    expect(desk.attention.view()).toMatchObject({ blocked: [], cooldowns: [{ client: { id: CLAUDE_CODE }, until: desk.clock.now() + 5 * MINUTE }] });
    desk.clock.advance(5 * MINUTE);
    expect(told(await ask(desk, CLAUDE_CODE))).toBe('waiting');
  });

  it('F3 survives a restart and is lifted by the person alone', async () => {
    await deny(desk, await login(desk), true);
    const [block] = desk.attention.view().blocked;
    expect(JSON.parse((await desk.store.facts.get('blocks')) ?? '[]')).toHaveLength(1);
    expect(block).toMatchObject({ kind: 'program', name: '/usr/bin/one' });
    expect(await desk.attention.unblock(block?.id ?? '')).toBe(true);
    expect(told(await login(desk, 'Again'))).toBe('waiting');
    expect(await desk.store.facts.get('blocks')).toBeNull();
  });

  it('F3 blocks no program at all when nobody knows which one it was', async () => {
    const unseen = await startDesk(() => null);
    await deny(unseen, await login(unseen), true);
    expect(unseen.attention.view().blocked).toEqual([]);
    expect(told(await login(unseen, 'Somebody else'))).toBe('waiting');
    await unseen.close();
  });

  it('F3 is written down with what was blocked', async () => {
    await deny(desk, await login(desk), true);
    await desk.activity.flush();
    const kinds = (await desk.store.activity.list({ limit: 20 })).map(({ event }) => event.kind);
    expect(kinds).toEqual(expect.arrayContaining(['asker.blocked', 'request.denied']));
  });

  it('F3 the block and the pause hold before anybody hears of the answer', async () => {
    const one = await login(desk);
    const { setState } = desk.store.clients;
    Object.assign(desk.store.clients, { setState: async (...change: Parameters<typeof setState>) => later(100).then(() => setState(...change)) });
    const heard = get(`${pageOf(one)}/poll`).then(async () => [
      (await desk.store.clients.find(one.clientId))?.state,
      told(await ask(desk, one.clientId)),
      told(await login(desk, 'The same under another name')),
    ]);
    await hasArrived();
    await deny(desk, one, true);
    expect(await heard).toEqual(['paused', 'temporarily_unavailable', 'access_denied']);
  });
});
