import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PopupState, WindowAnswer } from '../../src/shared/ipc.ts';
import { hasArrived } from '../support/has-arrived.ts';
import { inTime } from '../support/in-time.ts';
import { callTool, connect, get } from '../support/oauth-client.ts';
import { ALLOW, ask, enter, review, type Scene, send, startScene, stateOf, type Tab } from './support.ts';

let scene: Scene;
let window: Tab;
beforeEach(async () => {
  scene = await startScene();
  window = await enter(await scene.window.open());
});
afterEach(async () => {
  expect(scene.faults).toEqual([]);
  await scene.close();
});

const asking = (method: unknown, parameters: unknown = {}) => window.value<WindowAnswer>('/ask', { method, parameters });
const guarded = () => scene.gatehouse.clock.advance(700);

describe('the window asks', () => {
  it('what the window of the desktop app may ask, and takes away as that does', async () => {
    const { clientId, tokens } = await connect(scene.gatehouse);
    expect(await asking('clients.list')).toMatchObject({ value: { clients: [{ id: clientId, state: 'connected' }] } });
    expect(await asking('clients.revoke', { id: clientId })).toEqual({ value: expect.objectContaining({ ended: 1 }) });
    expect((await callTool(scene.gatehouse, tokens.access_token, 'memory_status')).status).toBe(401);
  });

  it.each([['requests.allow'], ['window.open'], ['constructor'], ['__proto__'], [''], [null], [7], [['status']], [undefined]])(
    '%j: not for the window',
    async (method) => {
      const { request } = await ask(scene);
      expect(await asking(method, { id: request.id })).toEqual({ refused: 'The window cannot do that.' });
      expect(scene.gatehouse.desk.find(request.id)?.stage).toBe('asking');
    },
  );

  it.each([[null], ['text'], [[]], [7], [{ id: { $ne: 1 } }], [{ id: 'x'.repeat(600) }]])(
    'parameters %j are a line for the person, not a fault',
    async (parameters) => {
      expect(await asking('clients.get', parameters)).toEqual({ refused: expect.any(String) });
    },
  );

  it.each(['', '[]', '7', 'null', '{"__proto__":{"method":"status"}}', '{'])('a body of %s does nothing', async (body) => {
    const answer = await new Promise<number>((resolve, reject) => {
      fetch(`${window.origin}/ask`, { method: 'POST', headers: { 'content-type': 'application/json', 'x-gatehouse-session': window.secret }, body }).then(
        (response) => resolve(response.status),
        reject,
      );
    });
    expect([200, 400]).toContain(answer);
  });

  it('hears of a change at once, and of those it missed', async () => {
    const { count } = await window.value<{ count: number }>('/changes', { seen: -1 });
    const waiting = window.value<{ count: number }>('/changes', { seen: count });
    await ask(scene);
    const told = await waiting;
    expect(told.count).toBeGreaterThan(count);
    await ask(scene, 'Cursor');
    expect((await window.value<{ count: number }>('/changes', { seen: told.count })).count).toBeGreaterThan(told.count);
  });

  it('nobody who waits keeps the window from closing', async () => {
    await inTime(1_000, async (begin) => {
      const own = await startScene();
      const tab = await enter(await own.window.open());
      const { count } = await tab.value<{ count: number }>('/changes', { seen: -1 });
      const waiting = tab.call('/changes', { seen: count }).catch(() => null);
      await hasArrived();
      begin();
      await own.window.close();
      await waiting;
      await own.close();
    });
  });
});

describe('the popup answers', () => {
  it('the request it was opened for: the client works, and the answer is written down as given in the window', async () => {
    const { request, page } = await ask(scene);
    const popup = await review(window, request.id);
    const state = await stateOf(popup);
    expect(state).toMatchObject({ kind: 'request', request: { id: request.id }, note: null, hold: null });
    guarded();
    expect(await popup.value('/answer', { drawing: state.drawing, decision: ALLOW })).toBe(true);
    expect(await stateOf(popup)).toMatchObject({ kind: 'ended', line: 'Connected. You can disconnect it any time.' });
    expect(new URL((await get(page)).headers.get('location') ?? '').searchParams.get('code')).toMatch(/^ghc_/);
    const [grant] = scene.gatehouse.liveGrants();
    expect(grant).toMatchObject({ scopes: ['memory:read'], allowedBy: 'window' });
    await scene.gatehouse.activity.flush();
    const entries = await scene.gatehouse.store.activity.list({ limit: 50 });
    expect(entries.map(({ event }) => event).find(({ kind }) => kind === 'request.allowed')).toMatchObject({ by: 'window' });
  });

  it('Deny, and "I didn\'t ask for this"', async () => {
    const first = await ask(scene);
    let popup = await review(window, first.request.id);
    let { drawing } = await stateOf(popup);
    guarded();
    expect(await popup.value('/answer', { drawing, decision: { answer: 'deny', notAsked: false } })).toBe(true);
    expect(new URL((await get(first.page)).headers.get('location') ?? '').searchParams.get('error')).toBe('access_denied');
    const second = await ask(scene, 'Unknown');
    popup = await review(window, second.request.id);
    ({ drawing } = await stateOf(popup));
    guarded();
    expect(await popup.value('/answer', { drawing, decision: { answer: 'deny', notAsked: true } })).toBe(true);
    expect((await scene.gatehouse.store.clients.find(second.request.client.id))?.state).toBe('paused');
  });

  it.each([
    ['within 700 ms of being drawn', 699],
    ['after that', 700],
  ])('F4 %s', async (_when, time) => {
    const { request } = await ask(scene);
    const popup = await review(window, request.id);
    scene.gatehouse.clock.advance(10_000);
    const { drawing } = await stateOf(popup);
    scene.gatehouse.clock.advance(time);
    expect(await popup.value('/answer', { drawing, decision: ALLOW })).toBe(time >= 700);
  });

  it('F4 covered it is not seen, and uncovered the guard begins anew', async () => {
    const { request } = await ask(scene);
    const popup = await review(window, request.id);
    const { drawing } = await stateOf(popup);
    await popup.value('/seen', { isSeen: false });
    guarded();
    expect(await popup.value('/answer', { drawing, decision: ALLOW })).toBe(false);
    await popup.value('/seen', { isSeen: true });
    expect(await popup.value('/answer', { drawing, decision: ALLOW })).toBe(false);
    guarded();
    expect(await popup.value('/answer', { drawing, decision: ALLOW })).toBe(true);
  });

  it.each([
    ['a permission that was not asked for', { ...ALLOW, scopes: ['memory:read', 'memory:admin'] }],
    ['a compartment that was not offered', { ...ALLOW, compartment: 'secret' }],
    ['a time that was not offered', { ...ALLOW, for: 'forever' }],
    ['nothing', { ...ALLOW, scopes: [] }],
    ['no decision', null],
    ['a text', 'allow'],
    ['an answer of its own', { answer: 'yes' }],
  ])('F6 not %s: what nobody could have answered on that screen', async (_name, decision) => {
    const { request } = await ask(scene);
    const popup = await review(window, request.id);
    const { drawing } = await stateOf(popup);
    guarded();
    expect(await popup.value('/answer', { drawing, decision })).toBe(false);
    expect(scene.gatehouse.desk.find(request.id)).not.toBeNull();
  });

  it.each([[0], [2], ['1'], [null], [undefined], [Number.NaN]])('F6 not for the drawing %j', async (drawing) => {
    const { request } = await ask(scene);
    const popup = await review(window, request.id);
    await stateOf(popup);
    guarded();
    expect(await popup.value('/answer', { drawing, decision: ALLOW })).toBe(false);
  });

  it('once: a second answer, two at once, and two popups of one request', async () => {
    const { request } = await ask(scene);
    const [one, other] = [await review(window, request.id), await review(window, request.id)];
    const [first, second] = [await stateOf(one), await stateOf(other)];
    guarded();
    const taken = await Promise.all([
      one.value('/answer', { drawing: first.drawing, decision: ALLOW }),
      one.value('/answer', { drawing: first.drawing, decision: ALLOW }),
      other.value('/answer', { drawing: second.drawing, decision: ALLOW }),
    ]);
    expect(taken.filter((each) => each === true).length).toBeGreaterThan(0);
    expect(scene.gatehouse.liveGrants()).toHaveLength(1);
    expect(await one.value('/answer', { drawing: first.drawing, decision: ALLOW })).toBe(false);
    expect(await stateOf(other)).toMatchObject({ kind: 'ended' });
  });

  it('F5 the window cannot answer: not at its own port, and not at the popup’s', async () => {
    const { request } = await ask(scene);
    const popup = await review(window, request.id);
    const { drawing } = await stateOf(popup);
    guarded();
    expect((await window.call('/answer', { drawing, decision: ALLOW })).status).toBe(404);
    const body = { drawing, decision: ALLOW };
    const headers = { 'content-type': 'application/json', 'x-gatehouse-session': popup.secret };
    expect((await send(`${popup.origin}/answer`, { method: 'POST', headers: { ...headers, origin: window.origin }, body })).status).toBe(403);
    expect((await send(`${popup.origin}/answer`, { method: 'POST', headers: { ...headers, 'sec-fetch-site': 'same-site' }, body })).status).toBe(403);
    expect((await popup.call('/ask', { method: 'status' })).status).toBe(404);
    expect(scene.gatehouse.desk.find(request.id)).not.toBeNull();
  });

  it('a session answers its own request and no other', async () => {
    const [first, second] = [await ask(scene), await ask(scene, 'Cursor')];
    const popup = await review(window, first.request.id);
    const { drawing } = await stateOf(popup);
    guarded();
    expect(await popup.value('/answer', { drawing, id: second.request.id, decision: ALLOW })).toBe(true);
    expect([scene.gatehouse.desk.find(first.request.id), scene.gatehouse.desk.find(second.request.id)]).toEqual([null, expect.anything()]);
  });

  it('what is not waiting has no popup', async () => {
    for (const id of ['rq_x', null, 7, {}]) expect(await window.value('/review', { id })).toEqual({ url: null });
  });

  it('answered elsewhere it says so, without being asked', async () => {
    const { request } = await ask(scene);
    const popup = await review(window, request.id);
    const { drawing } = await stateOf(popup);
    const next = popup.value<PopupState>('/next', { drawing });
    await scene.gatehouse.desk.decide(request.id, { answer: 'deny', notAsked: false }, 'command');
    expect(await next).toMatchObject({ kind: 'ended', line: 'This request is not waiting any more.' });
    expect((await next).drawing).toBeGreaterThan(drawing);
  });

  it('more time, once', async () => {
    const { request } = await ask(scene);
    const popup = await review(window, request.id);
    const { drawing } = await stateOf(popup);
    const { expiresAt } = scene.gatehouse.desk.find(request.id) ?? { expiresAt: 0 };
    expect(await popup.value('/extend', { drawing })).toEqual({ expiresAt: expiresAt + 120_000, mayExtend: false });
    expect(await popup.value('/extend', { drawing })).toBeNull();
    expect((await stateOf(popup)).drawing).toBe(drawing);
  });
});
