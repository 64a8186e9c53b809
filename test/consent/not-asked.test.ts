import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connect, get, register } from '../support/oauth-client.ts';
import { allow, ask, type Desk, deny, FROM_WEBSITE, login, program, startDesk, told } from './support.ts';

let desk: Desk;
let caller = program('/opt/pest');
beforeEach(async () => {
  caller = program('/opt/pest');
  desk = await startDesk(() => caller);
});
afterEach(() => desk.close());

describe('F3 "I didn\'t ask for this" (ruling 12)', () => {
  it('F3 blocks the program, whatever it calls itself next, and drops what else it asks', async () => {
    const first = await login(desk, 'First');
    const second = await login(desk, 'Second');
    await deny(desk, first, true);
    expect(desk.desk.list()).toEqual([]);
    expect(told(await login(desk, 'Third'))).toBe('access_denied');
    const page = await get(second.response.headers.get('location') ?? '');
    expect(new URL(page.headers.get('location') ?? '').searchParams.get('error')).toBe('access_denied');
    caller = program('/opt/other');
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
    await connectQuietly(String(id));
    await deny(desk, await ask(desk, String(id), FROM_WEBSITE), true);
    expect(desk.attention.view().blocked).toMatchObject([{ kind: 'website', name: 'https://evil.example' }]);
    expect(told(await ask(desk, String(id), FROM_WEBSITE))).toBe('access_denied');
    expect(told(await ask(desk, String(id), { ...FROM_WEBSITE, referer: 'https://other.example/' }))).toBe('waiting');
    expect(told(await ask(desk, String(id)))).toBe('waiting');
  });

  it('survives a restart and is lifted by the person alone', async () => {
    await deny(desk, await login(desk), true);
    const [block] = desk.attention.view().blocked;
    expect(JSON.parse((await desk.store.facts.get('blocks')) ?? '[]')).toHaveLength(1);
    expect(block).toMatchObject({ kind: 'program', name: '/opt/pest' });
    expect(await desk.attention.unblock(block?.id ?? '')).toBe(true);
    expect(told(await login(desk, 'Again'))).toBe('waiting');
    expect(await desk.store.facts.get('blocks')).toBeNull();
  });

  it('blocks no program at all when nobody knows which one it was', async () => {
    await desk.close();
    desk = await startDesk(() => null);
    await deny(desk, await login(desk), true);
    expect(desk.attention.view().blocked).toEqual([]);
    expect(told(await login(desk, 'Somebody else'))).toBe('waiting');
  });

  it('is written down with what was blocked', async () => {
    await deny(desk, await login(desk), true);
    await desk.activity.flush();
    const kinds = (await desk.store.activity.list({ limit: 20 })).map(({ event }) => event.kind);
    expect(kinds).toEqual(expect.arrayContaining(['asker.blocked', 'request.denied']));
  });

  async function connectQuietly(clientId: string): Promise<void> {
    await allow(desk, await ask(desk, clientId));
  }
});

describe('F9 a request that ended', () => {
  it('F9 cannot be allowed any more, and no code is ever issued', async () => {
    const one = await login(desk);
    desk.clock.advance(120_000);
    await desk.desk.tick();
    expect(await desk.desk.decide(one.requestId ?? '', { answer: 'allow', scopes: ['memory:read'], for: '30d', compartment: 'default' }, 'popup')).toBe('gone');
    const page = await get(one.response.headers.get('location') ?? '');
    expect(new URL(page.headers.get('location') ?? '').searchParams.get('code')).toBeNull();
  });
});

describe('lock (ruling 20)', () => {
  it('ends what waits with "try again later", and asks nobody while it lasts', async () => {
    const one = await login(desk);
    await desk.control.setLocked(true);
    await desk.desk.refuseAll();
    const page = await get(one.response.headers.get('location') ?? '');
    expect(new URL(page.headers.get('location') ?? '').searchParams.get('error')).toBe('temporarily_unavailable');
    expect(told(await ask(desk, one.clientId))).toBe('temporarily_unavailable');
    expect(desk.desk.list()).toEqual([]);
  });
});
