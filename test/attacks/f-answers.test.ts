/** F4 to F6: answers that were not meant, that come from elsewhere, or that give more than was shown. */
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createAdmin } from '../../src/admin/admin.ts';
import { answerCalls } from '../../src/admin/control-socket/answer-calls.ts';
import { serveControl } from '../../src/admin/control-socket/serve-control.ts';
import { connectControl } from '../../src/cli/control-client.ts';
import type { Decision } from '../../src/consent/desk.ts';
import type { Evidence } from '../../src/consent/gather-evidence.ts';
import type { ConsentPrompt, Settlement } from '../../src/consent/prompt.ts';
import type { RequestView, StatusView } from '../../src/shared/views.ts';
import { ask, decide, deny, deskOfItsOwn, login, pageOf, told } from '../consent/support.ts';
import { nextRequest } from '../support/answer.ts';
import { removeDirectory, startBroker, temporaryDirectory } from '../support/broker.ts';
import { startGatehouse } from '../support/gatehouse.ts';
import { hasArrived } from '../support/has-arrived.ts';
import { authorizationUrl, callTool, connect, get, makePkce, openWaiting, register } from '../support/oauth-client.ts';
import { effects, errorAt, NO, outcomeAt, YES } from './support.ts';

const MINUTE = 60_000;
/** An Allow as a page could send it: members that no type has checked. */
const forged = (members: object): Decision => ({ ...YES, ...members }) as Decision;
const { desk, anotherProgram } = deskOfItsOwn();

describe('F4 (a) an answer too soon, or to something else than what is on screen', () => {
  type Question = { readonly view: RequestView; readonly signal: AbortSignal; readonly answer: (decision: Decision) => void };

  /** A screen whose person is the test. */
  function createPerson() {
    const asked: Question[] = [];
    const settled: Settlement[] = [];
    const prompt: ConsentPrompt = {
      show: (view, signal) => new Promise((answer) => void asked.push({ view, signal, answer })),
      settled: (_view, _decision, outcome) => void settled.push(outcome),
    };
    const asking = () => asked.filter(({ view }) => view.stage === 'asking');
    return { prompt, asking, last: () => asking().at(-1), settled };
  }

  const seen = (fingerprint: string, ...facts: string[]): Evidence => ({ facts, warnings: [], fingerprint, refused: false, settled: true });

  it('F4 (ruling 11) another program listens by now: nothing is granted, and the question comes anew with what is true', async () => {
    const person = createPerson();
    let evidence = seen('1', 'Listening there: one');
    const gatehouse = await startGatehouse({ prompt: person.prompt, evidence: async () => evidence });
    const page = pageOf(await login(gatehouse));
    evidence = seen('2', 'Listening there: two');
    person.last()?.answer(YES);
    await expect.poll(() => person.settled).toEqual(['changed']);
    expect(person.last()?.view.facts).toEqual(['Listening there: two']);
    expect(await outcomeAt(page)).toBeNull();
    person.last()?.answer(YES);
    await expect.poll(() => person.settled).toEqual(['changed', 'decided']);
    expect((await outcomeAt(page))?.get('code')).toMatch(/^ghc_/);
    await gatehouse.close();
  });

  it('F4 (ruling 11) is asked anew even when the change cannot be put into words', async () => {
    const person = createPerson();
    let fingerprint = '1';
    const gatehouse = await startGatehouse({ prompt: person.prompt, evidence: async () => seen(fingerprint) });
    await login(gatehouse);
    fingerprint = '2';
    person.last()?.answer(YES);
    await expect.poll(() => person.asking().length).toBe(2);
    expect(await gatehouse.store.grants.live()).toEqual([]);
    await gatehouse.close();
  });

  it('F4 what could not be kept is not said to be allowed, and is asked anew', async () => {
    const person = createPerson();
    const gatehouse = await startGatehouse({ prompt: person.prompt });
    const { allow: keep } = gatehouse.store.answers;
    Object.assign(gatehouse.store.answers, { allow: () => Promise.reject(new Error('disk full')) });
    const page = pageOf(await login(gatehouse));
    person.last()?.answer(YES);
    await expect.poll(() => person.settled).toEqual(['fault']);
    expect([await outcomeAt(page), gatehouse.faults.length]).toEqual([null, 1]);
    Object.assign(gatehouse.store.answers, { allow: keep });
    person.last()?.answer(YES);
    await expect.poll(() => person.settled).toEqual(['fault', 'decided']);
    await gatehouse.close();
  });

  it('F4 (ruling 4) nothing slips in front of the question that is being answered, whoever registered first', async () => {
    const { client_id: early } = await register(desk.url, { client_name: 'Early' });
    anotherProgram(2);
    const shown = await login(desk, 'Shown');
    const slipping = await ask(desk, String(early));
    expect([told(slipping), desk.screen.now()?.client.name]).toEqual(['waiting', 'Shown']);
    await deny(desk, shown);
    expect(desk.screen.now()?.client.name).toBe('Early');
  });

  it('F4 (ruling 4) the address, the challenge and the permissions on screen never change: what differs waits behind', async () => {
    const shown = await login(desk);
    const before = desk.screen.now();
    const wider = authorizationUrl(desk.url, shown.clientId, makePkce().challenge, { scope: 'memory:admin', redirect_uri: 'http://127.0.0.1:6666/callback' });
    await openWaiting(wider);
    expect(desk.screen.now()).toEqual(before);
    expect(desk.desk.find(shown.requestId ?? '')).toEqual(before);
  });

  it('F4 an answer to a question that has just been taken back counts for nothing, least of all for the next one', async () => {
    const person = createPerson();
    const gatehouse = await startGatehouse({ prompt: person.prompt });
    const [first, second] = [await login(gatehouse, 'First'), await login(gatehouse, 'Second')];
    const old = person.last();
    await gatehouse.desk.withdraw(new URL(pageOf(first)).pathname.split('/').at(-1) ?? '');
    expect([old?.signal.aborted, person.last()?.view.client.name]).toEqual([true, 'Second']);
    old?.answer(YES);
    await hasArrived();
    expect([await gatehouse.store.grants.live(), person.settled, await outcomeAt(pageOf(second))]).toEqual([[], [], null]);
    await gatehouse.close();
  });

  it('F4 what is announced cannot be allowed; what joins it is a question of its own', async () => {
    const { client_id: id } = await register(desk.url);
    const [announced] = desk.screen.shown;
    expect(await desk.desk.decide(announced?.id ?? '', YES, 'popup')).toBe('announced');
    await ask(desk, String(id));
    expect(desk.screen.shown.map(({ stage }) => stage)).toEqual(['announced', 'asking']);
  });
});

describe('F4 (b) what nobody can see', () => {
  it('F4 (b) on a locked screen nothing is shown; afterwards it is shown with a time of its own', async () => {
    desk.desk.setAway(true);
    const one = await login(desk);
    expect([told(one), desk.screen.shown, desk.attention.view().silence]).toEqual(['waiting', [], 'away']);
    desk.clock.advance(5 * MINUTE);
    await desk.desk.tick();
    desk.desk.setAway(false);
    expect(desk.screen.now()).toMatchObject({ id: one.requestId, expiresAt: desk.clock.now() + 2 * MINUTE });
  });

  it('F4 (b) a question on screen is hidden by the lock and is shown again, with a new guard, after it', async () => {
    const one = await login(desk);
    const shown = desk.screen.shown.length;
    desk.desk.setAway(true);
    expect(desk.screen.now()).toBeNull();
    desk.desk.setAway(false);
    expect([desk.screen.now()?.id, desk.screen.shown.length]).toEqual([one.requestId, shown + 1]);
  });

  it('F4 (b) what ran out while nobody was there does not count as unanswered', async () => {
    for (const _ of [1, 2]) {
      await login(desk);
      desk.desk.setAway(true);
      desk.clock.advance(2 * MINUTE);
      await desk.desk.tick();
      desk.desk.setAway(false);
    }
    expect([desk.desk.list(), desk.attention.view().cooldowns]).toEqual([[], []]);
  });

  it.each([
    ['F4 (b) what ran out behind another window does not count as unanswered', true, 0],
    ['F4 (b) what ran out in sight does', false, 1],
  ])('%s', async (_name, covered, cooldowns) => {
    desk.screen.cover(covered);
    for (const _ of [1, 2]) {
      await login(desk);
      desk.clock.advance(2 * MINUTE);
      await desk.desk.tick();
    }
    expect([desk.desk.list(), desk.attention.view().cooldowns.length]).toEqual([[], cooldowns]);
  });

  it('F4 (b) (ruling 11) the time of what waits behind another begins when it is shown', async () => {
    await login(desk, 'In front');
    anotherProgram(2);
    const behind = await login(desk, 'Behind');
    desk.clock.advance(2 * MINUTE);
    await desk.desk.tick();
    expect(desk.screen.now()).toMatchObject({ id: behind.requestId, expiresAt: desk.clock.now() + 2 * MINUTE });
  });

  it('F4 (b) (ruling 11) what never came to the front ends ten minutes after it came, and does not count as unanswered', async () => {
    for (const index of [1, 2, 3]) {
      anotherProgram(index);
      await login(desk, `In front ${index}`);
    }
    anotherProgram(4);
    const { clientId } = await login(desk, 'Behind');
    await ask(desk, clientId);
    for (const minutes of [4, 4, 2]) {
      desk.desk.extend(desk.screen.now()?.id ?? '');
      desk.clock.advance(minutes * MINUTE);
      await desk.desk.tick();
    }
    expect([desk.desk.list(), desk.attention.view().cooldowns]).toEqual([[], []]);
  });
});

describe('F5 an answer from somewhere else than the prompt', () => {
  it('F5 after the decision nothing can be decided any more, and the decision stands', async () => {
    const one = await login(desk);
    await deny(desk, one);
    expect(await decide(desk, one, YES)).toBe('gone');
    expect([await errorAt(pageOf(one)), await desk.store.grants.live()]).toEqual(['access_denied', []]);
  });

  it('F5 (design section 2) in the desktop host the control socket allows nothing, and the attempt is written down', async () => {
    const directory = temporaryDirectory();
    const status = async () => ({}) as StatusView;
    const admin = createAdmin({ ...desk, clock: desk.clock, status });
    const onForbidden = () => desk.activity.countRefusal('needs_person', null);
    const answer = answerCalls({ admin, host: 'desktop', onForbidden, onFault: () => undefined });
    const socket = await serveControl({ directory, random: { bytes: (count) => new Uint8Array(count) }, answer });
    const one = await login(desk);
    const before = await effects(desk);
    const control = await connectControl(directory);
    for (const [method, params] of [
      ['requests.allow', { id: one.requestId }],
      ['requests.extend', { id: one.requestId }],
      ['requests.unblock', { id: 'bk_1' }],
      ['quiet.begin', {}],
    ] as const) {
      await expect(control.call(method, params)).rejects.toThrow('Only the person can do this');
    }
    expect(await effects(desk)).toEqual(before);
    desk.clock.advance(MINUTE);
    desk.activity.tick();
    await desk.activity.flush();
    const [counted] = await desk.store.activity.list({ limit: 1, kind: 'refusals.counted' });
    expect(counted?.event).toMatchObject({ reason: 'needs_person', count: 4 });
    await control.call('requests.deny', { id: one.requestId });
    control.close();
    await socket.close();
    removeDirectory(directory);
    expect(await errorAt(pageOf(one))).toBe('access_denied');
  });
});

describe('F6 a decision grants what was on screen and never more', () => {
  it.each([
    ['permissions that were not asked for', { scopes: ['memory:admin'] }, ['memory:read']],
    ['a scope that does not exist beside a good one', { scopes: ['memory:read', 'memory:delete', 'memory:*'] }, ['memory:read']],
  ])('F6 %s are left out', async (_name, members, granted) => {
    const { client_id: id } = await register(desk.url);
    await openWaiting(authorizationUrl(desk.url, String(id), makePkce().challenge, { scope: 'memory:read' }));
    const [request] = desk.desk.list();
    expect(await desk.desk.decide(request?.id ?? '', forged(members), 'popup')).toBe('decided');
    expect((await desk.store.grants.live()).map(({ scopes }) => scopes)).toEqual([granted]);
  });

  it.each([
    ['nothing', { scopes: [] }, 'nothing-granted'],
    ['nothing that exists', { scopes: ['memory:delete', '__proto__'] }, 'nothing-granted'],
    ['a longer time', { for: '10y' }, 'not-offered'],
    ['a time that every object has', { for: 'constructor' }, 'not-offered'],
    ['other memories', { compartment: 'private' }, 'not-offered'],
  ] as const)('F6 %s: refused, nothing is granted, the request goes on waiting', async (_name, members, outcome) => {
    const one = await login(desk);
    const before = await effects(desk);
    expect(await decide(desk, one, forged(members))).toBe(outcome);
    expect(await effects(desk)).toEqual(before);
    expect(await outcomeAt(pageOf(one))).toBeNull();
    expect(await decide(desk, one, YES)).toBe('decided');
  });

  it('F6 the id of another request answers that one and no other; an unknown id answers nothing', async () => {
    const first = await login(desk, 'First');
    anotherProgram(2);
    const second = await login(desk, 'Second');
    for (const id of ['', 'rq_unknown', first.clientId, '__proto__', second.response.url]) expect(await desk.desk.decide(id, YES, 'popup')).toBe('gone');
    expect(await decide(desk, second, YES)).toBe('decided');
    expect([await outcomeAt(pageOf(first)), (await outcomeAt(pageOf(second)))?.has('code')]).toEqual([null, true]);
    expect((await desk.store.grants.live()).map(({ clientId }) => clientId)).toEqual([second.clientId]);
  });

  it('F6 twice at once: one decision, one grant, one code', async () => {
    const one = await login(desk);
    expect((await Promise.all([decide(desk, one, YES), decide(desk, one, YES), decide(desk, one, NO)])).sort()).toEqual(['decided', 'gone', 'gone']);
    expect(await desk.store.grants.live()).toHaveLength(1);
    expect((await outcomeAt(pageOf(one)))?.has('code')).toBe(true);
    expect((await get(pageOf(one))).status).toBe(410);
  });

  it('F6 over the control socket of a running broker: what is not a choice is refused, and the request goes on waiting', async () => {
    const directory = temporaryDirectory();
    const broker = await startBroker({ directory: join(directory, 'profile') });
    const { client_id: id } = await register(broker.issuer);
    const page = await openWaiting(authorizationUrl(broker.issuer, String(id), makePkce().challenge));
    const request = await nextRequest(broker);
    const control = await connectControl(broker.directory);
    for (const params of [
      { for: '10y' },
      { for: ['always'] },
      { scopes: [] },
      { scopes: ['memory:delete'] },
      { scopes: [['memory:read']] },
      { compartment: 'private' },
      { id: 'rq_other' },
      { id: { $ne: '' } },
      { id: '' },
    ]) {
      await expect(control.call('requests.allow', { id: request.id, ...params })).rejects.toThrow();
    }
    expect((await nextRequest(broker)).id).toBe(request.id);
    expect(await outcomeAt(page)).toBeNull();
    // The code that both screens show is as good as the id, and the answer says what became of what was not asked.
    await expect(control.call('requests.allow', { id: request.code.toLowerCase(), scopes: ['memory:admin'], for: 'once' })).resolves.toMatchObject({
      allowed: ['memory:read', 'memory:write'],
    });
    await expect(control.call('requests.allow', { id: request.id })).rejects.toThrow(`No request ${request.id} is waiting`);
    control.close();
    await broker.stop();
    removeDirectory(directory);
  });

  it('F6 (ruling 14) what is not ticked is given only by name, by command too and where it is all that is asked', async () => {
    const { tokens } = await connect(desk);
    await callTool(desk, tokens.access_token, 'memory_reflect');
    desk.clock.advance(2_000);
    await desk.desk.tick();
    const [view] = desk.desk.list();
    const admin = createAdmin({ ...desk, clock: desk.clock, status: async () => ({}) as StatusView });
    expect(view?.permissions).toMatchObject([{ scope: 'memory:admin', ticked: false }]);
    await expect(admin['requests.allow']?.({ id: view?.id }, 'command')).rejects.toThrow(
      `Nothing of request ${view?.id} is ticked. Name what you allow: --scope memory:admin`,
    );
    expect((await desk.store.grants.live()).map(({ scopes }) => scopes)).toEqual([['memory:read', 'memory:write']]);
    await admin['requests.allow']?.({ id: view?.id, scopes: ['memory:admin'] }, 'command');
    expect((await desk.store.grants.live()).map(({ scopes }) => scopes)).toEqual([['memory:read', 'memory:write', 'memory:admin']]);
  });

  it('F6 a widening gives the permission that was on screen to the one connection that was refused, and no other time or memories', async () => {
    const { tokens } = await connect(desk, ['memory:read']);
    await callTool(desk, tokens.access_token, 'memory_store', { content: 'x' });
    const [before] = await desk.store.grants.live();
    desk.clock.advance(2_000);
    await desk.desk.tick();
    const [view] = desk.desk.list();
    expect(view).toMatchObject({
      kind: 'widening',
      alreadyAllowed: ['Read all your memories'],
      permissions: [{ scope: 'memory:write', sentence: 'Add, change and forget memories' }],
      durations: [],
      compartments: [{ id: 'default', name: 'Default', alsoReads: [] }],
    });
    expect(await desk.desk.decide(view?.id ?? '', forged({ scopes: ['memory:admin'], for: 'always', compartment: 'private' }), 'popup')).toBe('decided');
    expect(await desk.store.grants.live()).toEqual([{ ...before, scopes: ['memory:read', 'memory:write'] }]);
  });
});
