/** Section F: the person is asked, is not flooded, is not fooled, and only what the person was shown is granted. */
import { execFileSync } from 'node:child_process';
import { constants, openSync, writeSync } from 'node:fs';
import { Socket } from 'node:net';
import { dirname, join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createAdmin } from '../../src/admin/admin.ts';
import { answerCalls } from '../../src/admin/control-socket/answer-calls.ts';
import { serveControl } from '../../src/admin/control-socket/serve-control.ts';
import { connectControl } from '../../src/cli/control-client.ts';
import type { ConsentPrompt, Decision, Evidence, Settlement } from '../../src/consent/desk.ts';
import { quotedName } from '../../src/shared/plain-text.ts';
import type { RequestView, StatusView } from '../../src/shared/views.ts';
import { createTerminalPrompt } from '../../src/terminal/terminal-prompt.ts';
import { allow, ask, type Desk, deny, FROM_WEBSITE, type Login, login, program, startDesk, told } from '../consent/support.ts';
import { nextRequest } from '../support/answer.ts';
import { removeDirectory, run, startBroker, temporaryDirectory } from '../support/broker.ts';
import { startGatehouse } from '../support/gatehouse.ts';
import { hasArrived } from '../support/has-arrived.ts';
import { authorizationUrl, callTool, connect, get, makePkce, openWaiting, postForm, register } from '../support/oauth-client.ts';
import { startInTerminal, type TerminalBroker } from '../support/terminal.ts';
import { until } from '../support/until.ts';
import { effects, send } from './support.ts';

const MINUTE = 60_000;
/** Its document ships with Gatehouse. */
const CLAUDE_CODE = 'https://claude.ai/oauth/claude-code-client-metadata';
const YES: Decision = { answer: 'allow', scopes: ['memory:read'], for: '30d', compartment: 'default' };
const NO: Decision = { answer: 'deny', notAsked: false };

let desk: Desk;
let caller = program('/usr/bin/one');
beforeEach(async () => {
  caller = program('/usr/bin/one');
  desk = await startDesk(() => caller);
});
afterEach(() => desk.close());

const anotherProgram = (index: number) => {
  caller = program(`/usr/bin/program-${index}`);
};
const pageOf = ({ response }: Login): string => response.headers.get('location') ?? '';
/** What the client reads when the browser comes back; null while it waits. */
async function outcomeAt(page: string): Promise<URLSearchParams | null> {
  const response = await get(page);
  return response.status === 303 ? new URL(response.headers.get('location') ?? '').searchParams : null;
}
const errorAt = async (page: string): Promise<string | null> => (await outcomeAt(page))?.get('error') ?? null;
const decide = ({ requestId }: Login, decision: Decision) => desk.desk.decide(requestId ?? '', decision, 'popup');
/** An Allow as a page could send it: members that no type has checked. */
const forged = (members: object): Decision => ({ ...YES, ...members }) as Decision;
const later = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

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
    await desk.close();
    desk = await startDesk(() => null);
    await deny(desk, await login(desk), true);
    expect(desk.attention.view().blocked).toEqual([]);
    expect(told(await login(desk, 'Somebody else'))).toBe('waiting');
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
    expect(await decide(one, YES)).toBe('gone');
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
    expect(await decide(one, forged(members))).toBe(outcome);
    expect(await effects(desk)).toEqual(before);
    expect(await outcomeAt(pageOf(one))).toBeNull();
    expect(await decide(one, YES)).toBe('decided');
  });

  it('F6 the id of another request answers that one and no other; an unknown id answers nothing', async () => {
    const first = await login(desk, 'First');
    anotherProgram(2);
    const second = await login(desk, 'Second');
    for (const id of ['', 'rq_unknown', first.clientId, '__proto__', second.response.url]) expect(await desk.desk.decide(id, YES, 'popup')).toBe('gone');
    expect(await decide(second, YES)).toBe('decided');
    expect([await outcomeAt(pageOf(first)), (await outcomeAt(pageOf(second)))?.has('code')]).toEqual([null, true]);
    expect((await desk.store.grants.live()).map(({ clientId }) => clientId)).toEqual([second.clientId]);
  });

  it('F6 twice at once: one decision, one grant, one code', async () => {
    const one = await login(desk);
    expect((await Promise.all([decide(one, YES), decide(one, YES), decide(one, NO)])).sort()).toEqual(['decided', 'gone', 'gone']);
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

describe('F8 requests that a website opened', () => {
  it.each(['cross-site', 'same-site'])('F8 Sec-Fetch-Site: %s with a loopback redirect: the prompt says that a website opened it', async (site) => {
    const { client_id: id } = await register(desk.url);
    const { pathname, search } = new URL(authorizationUrl(desk.url, String(id), makePkce().challenge));
    const answer = await send(desk, `GET ${pathname}${search}`, [`Sec-Fetch-Site: ${site}`, 'Sec-Fetch-Dest: document', 'Sec-Fetch-Mode: navigate']);
    expect(answer.status).toBe(303);
    expect(desk.screen.now()).toMatchObject({ stage: 'asking', warnings: ['A website opened this request'] });
  });

  it('F8 Sec-Fetch-Site: none is a program on this computer; without the header nothing is claimed', async () => {
    const { client_id: id } = await register(desk.url);
    const openedWith = async (...headers: string[]) => {
      const { pathname, search } = new URL(authorizationUrl(desk.url, String(id), makePkce().challenge));
      await send(desk, `GET ${pathname}${search}`, headers);
      const view = desk.desk.list().at(-1);
      await desk.desk.decide(view?.id ?? '', NO, 'popup');
      return [view?.facts, view?.warnings];
    };
    expect(await openedWith('Sec-Fetch-Site: none', 'Sec-Fetch-User: ?1', 'Sec-Fetch-Dest: document')).toEqual([
      ['A program on this computer opened the request'],
      [],
    ]);
    expect(await openedWith()).toEqual([[], []]);
  });

  it('F8 (ruling 12) a website does not join the widening that a program called for', async () => {
    const { clientId, tokens } = await connect(desk, ['memory:read']);
    await callTool(desk, tokens.access_token, 'memory_store', { content: 'x' });
    const opened = await ask(desk, clientId, FROM_WEBSITE);
    expect(told(opened)).toBe('waiting');
    desk.clock.advance(2_000);
    await desk.desk.tick();
    expect(desk.desk.list().map(({ kind, warnings }) => [kind, warnings])).toEqual([
      ['widening', []],
      ['connection', ['A website opened this request', 'It asks for more than before: Add, change and forget memories']],
    ]);
  });
  it('F8 (ruling 12) have one place of their own, and two prompts in ten minutes', async () => {
    const { client_id: id } = await register(desk.url);
    const first = await ask(desk, String(id), FROM_WEBSITE);
    expect(told(first)).toBe('waiting');
    expect(desk.desk.find(first.requestId ?? '')?.warnings).toContain('A website opened this request');
    expect(told(await ask(desk, String(id), FROM_WEBSITE))).toBe('temporarily_unavailable');
    await deny(desk, first);
    const second = await ask(desk, String(id), FROM_WEBSITE);
    await deny(desk, second);
    expect(told(await ask(desk, String(id), FROM_WEBSITE))).toBe('temporarily_unavailable');
  });

  it('F8 (ruling 12) never count for the client: fifty of them leave its own login untouched', async () => {
    const { client_id: id } = await register(desk.url);
    for (let index = 0; index < 50; index += 1) {
      const one = await ask(desk, String(id), FROM_WEBSITE);
      if (one.requestId !== null && index % 2 === 0) await deny(desk, one);
    }
    expect(desk.attention.view()).toMatchObject({ quietUntil: null, cooldowns: [] });
    expect(told(await ask(desk, String(id)))).toBe('waiting');
  });

  it('F8 (ruling 12) do not take the place of the login that the program announced', async () => {
    const { client_id: id } = await register(desk.url);
    const [announced] = desk.desk.list();
    const opened = await ask(desk, String(id), FROM_WEBSITE);
    expect(opened.requestId).not.toBe(announced?.id);
    expect(desk.desk.find(announced?.id ?? '')?.stage).toBe('announced');
    expect((await ask(desk, String(id))).requestId).toBe(announced?.id);
  });
});

describe('F9 a request that ended', () => {
  /** A waiting page that polls and is closed in the middle of it. */
  async function pollAndClose(page: string): Promise<void> {
    const tab = new AbortController();
    const polling = fetch(`${page}/poll`, { signal: tab.signal }).catch(() => undefined);
    await hasArrived();
    tab.abort();
    await polling;
    await hasArrived();
  }

  it('F9 (a) (ruling 12) the tab was closed: 15 s later the window is gone, and a late Allow does nothing', async () => {
    const one = await login(desk);
    await pollAndClose(pageOf(one));
    await pollAndClose(pageOf(one));
    desk.clock.advance(14_999);
    await desk.desk.tick();
    expect(desk.screen.now()?.id).toBe(one.requestId);
    desk.clock.advance(1);
    await desk.desk.tick();
    expect([desk.screen.now(), await decide(one, YES), await desk.store.grants.live()]).toEqual([null, 'gone', []]);
    expect((await outcomeAt(pageOf(one)))?.has('code')).not.toBe(true);
    await desk.activity.flush();
    expect((await desk.store.activity.list({ limit: 1 })).map(({ event }) => event.kind)).toEqual(['request.withdrawn']);
  });

  it('F9 (a) (ruling 12) a page that never polled, or polled once, may have no script: it keeps its time', async () => {
    const one = await login(desk);
    await pollAndClose(pageOf(one));
    desk.clock.advance(100_000);
    await desk.desk.tick();
    expect(await decide(one, YES)).toBe('decided');
  });

  it('F9 (a) a page that goes on polling is not withdrawn', async () => {
    const one = await login(desk);
    await pollAndClose(pageOf(one));
    const tab = new AbortController();
    const polling = fetch(`${pageOf(one)}/poll`, { signal: tab.signal }).catch(() => undefined);
    await hasArrived();
    desk.clock.advance(60_000);
    await desk.desk.tick();
    expect(desk.screen.now()?.id).toBe(one.requestId);
    tab.abort();
    await polling;
  });

  it('F9 (a) Cancel in the browser closes the window, and a late Allow does nothing', async () => {
    const one = await login(desk);
    await get(`${pageOf(one)}/cancel`);
    expect([desk.screen.now(), await decide(one, YES), await desk.store.grants.live()]).toEqual([null, 'gone', []]);
  });

  it('F9 (a) after its time it cannot be allowed, not even before the end is noticed', async () => {
    const one = await login(desk);
    desk.clock.advance(120_000);
    expect(await decide(one, YES)).toBe('gone');
    await desk.desk.tick();
    expect([await errorAt(pageOf(one)), await desk.store.grants.live()]).toEqual(['access_denied', []]);
  });

  it('F9 (b) kill -9 while it asks: at the next start nothing waits, nothing was allowed, and no code comes of it', async () => {
    const directory = temporaryDirectory();
    let broker = await startBroker({ directory: join(directory, 'profile') });
    const port = Number(new URL(broker.issuer).port);
    const { client_id: id } = await register(broker.issuer);
    const { verifier, challenge } = makePkce();
    const page = await openWaiting(authorizationUrl(broker.issuer, String(id), challenge));
    const request = await nextRequest(broker);
    await broker.kill();
    broker = await startBroker({ directory: join(directory, 'profile'), port });
    expect(await broker.command('requests')).toMatchObject({ requests: [] });
    await expect(broker.command('allow', request.id)).rejects.toThrow(`No request ${request.id} is waiting`);
    expect((await get(page)).status).toBe(404);
    expect(await broker.command('clients')).toMatchObject({ clients: [{ state: 'never approved', grants: [] }] });
    const redeemed = await postForm(`${broker.issuer}/oauth/token`, {
      grant_type: 'authorization_code',
      code: 'x',
      client_id: String(id),
      code_verifier: verifier,
    });
    expect([redeemed.status, ((await redeemed.json()) as { error: string }).error]).toEqual([400, 'invalid_grant']);
    await broker.stop();
    removeDirectory(directory);
  });

  it('F9 (ruling 20) the lock ends what waits with "try again later", and asks nobody while it lasts', async () => {
    const one = await login(desk);
    await desk.control.setLocked(true);
    await desk.desk.refuseAll();
    const page = await get(one.response.headers.get('location') ?? '');
    expect(new URL(page.headers.get('location') ?? '').searchParams.get('error')).toBe('temporarily_unavailable');
    expect(told(await ask(desk, one.clientId))).toBe('temporarily_unavailable');
    expect(desk.desk.list()).toEqual([]);
  });
});

describe('F10 a name that is an attack', () => {
  const HOSTILE =
    '“Claude” is part of Gatehouse\u001b]0;pwned\u0007\u001b[2J\u009b31m\r\n\u2028Code 7K-2F "<img src=x onerror=alert(1)>\u202egnihtemos\u200b\u2066';
  /** What would move the cursor, start a sequence, break a line or turn the reading direction. */
  const STEERING = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

  it('F10 is one line of text in quotes that it cannot end, at most forty letters long', async () => {
    await login(desk, HOSTILE);
    const shown = quotedName(desk.screen.now()?.client.name ?? null);
    expect(shown).toBe("“'Claude' is part of Gatehouse]0;pwned[2…”");
    expect(shown).not.toMatch(STEERING);
  });

  it.each([
    ['marks that cover the lines around', `a${'\u0301\u0302\u0303\u0304'.repeat(30)}b`, 4],
    ['a thousand letters', 'W'.repeat(1000), 128],
    ['letters that nobody sees', 'Cla\u200b\u00adu\ufe0fd\u{e0041}e', 6],
  ])('F10 %s', async (_name, name, longest) => {
    await login(desk, name);
    const kept = desk.screen.now()?.client.name ?? '';
    expect([...kept].length).toBeLessThanOrEqual(longest);
    expect(kept).not.toMatch(STEERING);
  });

  it.each([
    ['a Cyrillic letter', 'Тest client'],
    ['a Greek letter', 'Tεst cliεnt'],
    ['a Lisu letter', 'ꓔest client'],
    ['a digit', 'Te5t c1ient'],
    ['another width', 'Ｔｅｓｔ ｃｌｉｅｎｔ'],
    ['mathematical letters', '𝐓𝐞𝐬𝐭 𝐜𝐥𝐢𝐞𝐧𝐭'],
    ['letters that join', 'Te\u200dst\u2060 client'],
    ['spaces and dots', ' T e s t . client '],
  ])('F10 the name of a connected program, imitated with %s, is said to be suspicious', async (_name, imitation) => {
    await connect(desk);
    const { client_id: id } = await register(desk.url, { client_name: imitation, redirect_uris: ['http://127.0.0.1/other'] });
    await openWaiting(authorizationUrl(desk.url, String(id), makePkce().challenge, { redirect_uri: 'http://127.0.0.1:7777/other' }));
    expect(desk.screen.now()?.warnings.join()).toMatch(/already has this name|look-alike letters/);
  });

  it('F10 names in scripts of their own, alone or beside Latin letters, are not suspected', async () => {
    for (const name of ['日本語 Client', 'Помощник', 'Cliente número 1', '한국어 helper', 'مساعد Pro', 'Ελληνικά']) {
      anotherProgram(name.length);
      const one = await login(desk, name);
      expect([name, desk.desk.find(one.requestId ?? '')?.warnings]).toEqual([name, []]);
      await deny(desk, one);
    }
  });

  it('F10 the page in the browser holds it as text: no element, no attribute, no script comes of it', async () => {
    const { client_id: id } = await register(desk.url, { client_name: HOSTILE });
    const page = new URL(await openWaiting(authorizationUrl(desk.url, String(id), makePkce().challenge)));
    const { body } = await send(desk, `GET ${page.pathname}`);
    const { client_id: plain } = await register(desk.url, { client_name: 'Plain' });
    const other = new URL(await openWaiting(authorizationUrl(desk.url, String(plain), makePkce().challenge)));
    const tags = (text: string) => text.match(/<[a-z!/][^>\s]*/gi);
    expect(tags(body)).toEqual(tags((await send(desk, `GET ${other.pathname}`)).body));
    expect(body).toContain('“&#39;Claude&#39; is part of Gatehouse');
  });

  it('F10 what the commands print about it steers no terminal, in words and as JSON', async () => {
    const directory = temporaryDirectory();
    const broker = await startBroker({ directory: join(directory, 'profile') });
    const { client_id: id } = await register(broker.issuer, { client_name: HOSTILE, software_id: HOSTILE });
    await openWaiting(authorizationUrl(broker.issuer, String(id), makePkce().challenge));
    for (const words of [
      ['requests'],
      ['clients'],
      ['client', String(id)],
      ['activity'],
      ['requests', '--json'],
      ['clients', '--json'],
      ['activity', '--json'],
    ]) {
      const { code, out } = await run('src/cli/gatehouse.ts', [...words, '--data-dir', broker.directory]);
      expect([words, code, out.replaceAll('\n', '').match(STEERING)]).toEqual([words, 0, null]);
    }
    await broker.stop();
    removeDirectory(directory);
  });
});

describe.skipIf(process.platform === 'win32')('F4 (a) a broker that stands still for a while', () => {
  it('F4 (a) does not take for an answer what the kernel kept for it in the first 700 ms', async () => {
    const directory = temporaryDirectory();
    const path = join(directory, 'keyboard');
    execFileSync('mkfifo', [path]);
    const keys = openSync(path, constants.O_RDWR | constants.O_NONBLOCK);
    const keyboard = new Socket({ fd: keys, readable: true, writable: false });
    const output = new PassThrough();
    const one = await login(desk);
    const view = desk.desk.find(one.requestId ?? '');
    if (view === null) throw new Error('nothing is asked');
    const answered = createTerminalPrompt({ input: keyboard, output, interrupt: () => undefined, isInForeground: async () => true }).show(
      view,
      new AbortController().signal,
    );
    // The question is put, then nothing runs in here for 900 ms: the time of the guard is over and the first key is there when it goes on.
    await new Promise((resolve) => setImmediate(resolve));
    const standStill = (milliseconds: number) => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
    standStill(100);
    writeSync(keys, 'y\r');
    standStill(800);
    await until(() => expect(String(output.read())).toContain('> '));
    writeSync(keys, 'n\r');
    expect(await answered).toEqual(NO);
    keyboard.destroy();
    removeDirectory(directory);
  });
});

describe.skipIf(process.platform === 'win32')('in the background of a shell', () => {
  it('F1 a question reads no key and changes no mode of the terminal, for which the kernel would stop the broker and everyone with it', async () => {
    const directory = join(temporaryDirectory(), 'profile');
    const terminal = await startInTerminal(directory, 'background');
    const { client_id: id } = await register(terminal.issuer);
    const page = await openWaiting(authorizationUrl(terminal.issuer, String(id), makePkce().challenge));
    await terminal.untilShown('Answer in one that is free: npm run --silent gatehouse -- requests');
    terminal.type('y\r');
    await later(1_000);
    expect(await outcomeAt(page)).toBeNull();
    const control = await connectControl(directory);
    await control.call('requests.deny', { id: /Code (\S+), also/.exec(terminal.screen())?.[1] });
    const { pid } = await control.call<StatusView>('status');
    control.close();
    expect(await errorAt(page)).toBe('access_denied');
    process.kill(pid, 'SIGTERM');
    await terminal.ended;
    removeDirectory(dirname(directory));
  });
});

describe.skipIf(process.platform === 'win32')('on a real terminal', () => {
  const directory = temporaryDirectory();
  let terminal: TerminalBroker;
  let profiles = 0;
  beforeEach(async () => {
    profiles += 1;
    terminal = await startInTerminal(join(directory, `profile-${profiles}`));
  });
  afterEach(async () => expect(await terminal.interrupt()).toBe(0));
  afterAll(() => removeDirectory(directory));

  async function open(name: string): Promise<string> {
    const { client_id: id } = await register(terminal.issuer, { client_name: name });
    return openWaiting(authorizationUrl(terminal.issuer, String(id), makePkce().challenge));
  }

  it('F4 (a) a line begun before the question is not finished by an Enter after it', async () => {
    terminal.type('always 1 2');
    await later(200);
    const page = await open('One');
    await terminal.untilShown('> ');
    terminal.type('\r');
    await terminal.untilShown('Denied.');
    expect(await errorAt(page)).toBe('access_denied');
  });

  it('F4 (a) keys in the first 700 ms are thrown away', async () => {
    for (let tries = 1; ; tries += 1) {
      const from = terminal.screen().length;
      const began = performance.now();
      const page = await open('One');
      await terminal.untilShown('Allow it?', from);
      terminal.type('y\r');
      const late = performance.now() - began > 500;
      const ready = await terminal.untilShown('> ', from);
      await later(200);
      const outcome = await outcomeAt(page);
      // A busy computer may have brought the key too late to be too early; then it is tried again.
      if (outcome !== null && late && tries < 10) continue;
      expect(outcome).toBeNull();
      terminal.type('y\r');
      await terminal.untilShown('Allowed.', ready);
      expect((await outcomeAt(page))?.get('code')).toMatch(/^ghc_/);
      return;
    }
  });

  it('F4 (a) a line begun for one question does not answer the one that takes its place', async () => {
    const first = await open('First');
    await terminal.untilShown('> ');
    const second = await open('Second');
    terminal.type('always');
    await later(100);
    await get(`${first}/cancel`);
    const at = await terminal.untilShown('“Second” wants to use your memories');
    await terminal.untilShown('> ', at);
    terminal.type('\r');
    await terminal.untilShown('Denied.', at);
    expect([await errorAt(second), terminal.screen().includes('Allowed.')]).toEqual(['access_denied', false]);
  });

  it('F4 (a) two at once are two questions, one after the other, each with a time to look', async () => {
    const pages = await Promise.all([open('Left'), open('Right')]);
    const first = await terminal.untilShown('> ');
    expect(terminal.screen().match(/Allow it\?/g)).toHaveLength(1);
    terminal.type('y\ry\r');
    const second = await terminal.untilShown('Allow it?', first);
    await terminal.untilShown('> ', second);
    await later(200);
    expect((await Promise.all(pages.map(outcomeAt))).filter((outcome) => outcome === null)).toHaveLength(1);
    terminal.type('n\r');
    await terminal.untilShown('Denied.', second);
  });

  it('F6 what was answered by command meanwhile is taken back from the screen, and keys for it go nowhere', async () => {
    const page = await open('One');
    await terminal.untilShown('> ');
    const code = /Code (\S+), also/.exec(terminal.screen())?.[1] ?? '';
    const { code: exit } = await run('src/cli/gatehouse.ts', ['deny', code, '--data-dir', join(directory, `profile-${profiles}`)]);
    expect(exit).toBe(0);
    const at = await terminal.untilShown('(answered elsewhere, changed or ended)');
    terminal.type('y\r');
    await later(200);
    expect([await errorAt(page), terminal.screen().slice(at).includes('Allowed')]).toEqual(['access_denied', false]);
  });

  it('F10 a name full of escape sequences is printed as text', async () => {
    await open('\u001b]0;pwned\u0007\u001b[2J\u001b[6n\u009b31mOne\r\n\u001b[1A');
    await terminal.untilShown('> ');
    expect(terminal.screen()).toContain(']0;pwned[2J[6n31mOne [1A');
    expect(terminal.screen().replaceAll('\r\n', '')).not.toMatch(/\p{Cc}/u);
  });
});
