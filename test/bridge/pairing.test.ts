import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createHasEnded } from '../../src/consent/evidence/has-ended.ts';
import { blindTable, type Program } from '../../src/consent/evidence/process-table.ts';
import { LOOK_PATIENCE, type StartedBy, startedBy } from '../../src/consent/evidence/started-by.ts';
import { POPUP_LIFETIMES } from '../../src/consent/lifetimes.ts';
import { createEndOrphaned } from '../../src/oauth/bridges/end-orphaned.ts';
import { createTickets } from '../../src/oauth/bridges/tickets.ts';
import { startGatehouse, type TestGatehouse } from '../support/gatehouse.ts';
import { until } from '../support/until.ts';

const bridge: Program = { pid: 80, path: '/opt/Gatehouse/gatehouse', uid: 501, name: 'gatehouse', parents: [], started: '8', confined: false, calledAs: null };
const claude: Program = { ...bridge, pid: 70, path: '/Applications/Claude.app/Contents/MacOS/Claude', name: 'Claude', started: '7' };
const other: Program = { ...claude, pid: 71, path: '/home/p/other' };
const node: Program = { ...claude, pid: 72, path: '/usr/bin/node', name: 'a-script' };
const instance = 'i'.repeat(43);

let gatehouse: TestGatehouse;
let seen: StartedBy | null;

beforeEach(async () => {
  seen = startedBy(bridge, claude);
  gatehouse = await startGatehouse({ lookAtBridge: async () => seen });
});
afterEach(() => gatehouse.close());

type Answer = { readonly status: number; readonly access_token?: string; readonly error?: string; readonly error_description?: string; readonly code?: string };

async function show(body: Record<string, unknown>): Promise<Answer> {
  const response = await fetch(`${gatehouse.url}/oauth/bridge`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return { status: response.status, ...((await response.json()) as object) };
}
const pair = (more: Record<string, unknown> = {}): Promise<Answer> => show({ ticket: gatehouse.bridgeTicket().ticket, instance, ...more });

/** The person answers what they are asked next. */
async function answer(decision: 'allow' | 'deny', duration: 'once' | '30d' = '30d'): Promise<void> {
  await until(() => expect(gatehouse.desk.list()).not.toEqual([]));
  const [request] = gatehouse.desk.list();
  const chosen = { answer: 'allow', scopes: ['memory:read', 'memory:write'], for: duration, compartment: 'default' } as const;
  expect(await gatehouse.desk.decide(request?.id ?? '', decision === 'allow' ? chosen : { answer: 'deny', notAsked: false }, 'command')).toBe('decided');
}
async function connect(duration?: 'once' | '30d'): Promise<string> {
  const [paired] = await Promise.all([pair(), answer('allow', duration)]);
  expect(paired.status).toBe(200);
  return paired.access_token ?? '';
}
async function mayCall(token: string): Promise<number> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json', accept: 'application/json, text/event-stream' };
  return (await fetch(`${gatehouse.url}/mcp`, { method: 'POST', headers, body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/list' }) })).status;
}

describe('a bridge pairs: a ticket from the control socket, a look at the process, the person', () => {
  it('a token only comes after a person’s Allow, and works', async () => {
    expect(await mayCall(await connect())).toBe(200);
  });

  it('the person sees who started it as a fact, and the bridge itself', async () => {
    const [, request] = await Promise.all([
      pair(),
      (async () => {
        await until(() => expect(gatehouse.desk.list()).not.toEqual([]));
        const [view] = gatehouse.desk.list();
        await answer('deny');
        return view;
      })(),
    ]);
    expect(request).toMatchObject({
      stage: 'asking',
      kind: 'connection',
      client: { name: 'Claude through the bridge' },
      answerGoesTo: 'the bridge that asked',
      // Nothing is opened, so nobody is sent to a browser to compare the code.
      details: { redirectUri: null },
    });
  });

  it.each([
    ['until it is disconnected, where the program is the same the next time', claude, ['just this once (1 hour)', '30 days', 'until I disconnect it']],
    ['no longer than it runs, where nobody could tell it the next time', node, ['just this once (1 hour at most)', 'as long as it runs (30 days at most)']],
    ['one hour, where nothing can be told of it, its end neither', null, ['just this once (1 hour)']],
  ])('the person is offered what is true: %s', async (_what, starter, sentences) => {
    seen = starter === null ? null : startedBy(bridge, starter);
    const asked = pair();
    await expect.poll(() => gatehouse.desk.list().length).toBe(1);
    const [request] = gatehouse.desk.list();
    expect(request?.durations.map(({ sentence }) => sentence)).toEqual(sentences);
    const always = { answer: 'allow', scopes: ['memory:read'], for: 'always', compartment: 'default' } as const;
    expect(await gatehouse.desk.decide(request?.id ?? '', always, 'command')).toBe(starter === claude ? 'decided' : 'not-offered');
    if (starter !== claude) await answer('deny');
    await asked;
  });

  it('there is no refresh token, and nothing but the token in the answer', async () => {
    const [paired] = await Promise.all([pair(), answer('allow')]);
    expect(Object.keys(paired).sort()).toEqual(['access_token', 'expires_in', 'status']);
  });

  it('ten at once are one question, and all of them get their token', async () => {
    const asking = Array.from({ length: 10 }, () => pair());
    await answer('allow');
    expect(gatehouse.desk.list()).toEqual([]);
    const answers = await Promise.all(asking);
    expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(200));
    for (const { access_token } of answers) expect(await mayCall(access_token ?? '')).toBe(200);
    expect(gatehouse.connections()).toBe(1);
  });

  it('ten at once get one No, and an eleventh that comes a little later gets it too', async () => {
    const asking = Array.from({ length: 10 }, () => pair());
    await answer('deny');
    for (const refused of await Promise.all(asking)) expect(refused).toMatchObject({ status: 403, error: 'access_denied' });
    expect(await pair()).toMatchObject({ status: 403, error_description: 'the person did not allow it' });
    expect(gatehouse.desk.list()).toEqual([]);
    gatehouse.clock.advance(61_000);
    const [asked] = await Promise.all([pair(), answer('allow')]);
    expect(asked.status).toBe(200);
  });

  it('a ticket is good once and for a minute, and a made-up one never', async () => {
    const ticket = gatehouse.bridgeTicket().ticket;
    await Promise.all([show({ ticket, instance }), answer('allow')]);
    expect(await show({ ticket, instance })).toMatchObject({ status: 400, error: 'invalid_grant' });
    expect(await show({ ticket: 'ghb_x', instance })).toMatchObject({ status: 400, error: 'invalid_grant' });
    const late = gatehouse.bridgeTicket().ticket;
    gatehouse.clock.advance(60_000);
    expect(await show({ ticket: late, instance })).toMatchObject({ status: 400, error: 'invalid_grant' });
    expect(await show({ ticket: gatehouse.bridgeTicket().ticket, instance: 'short' })).toMatchObject({ status: 400, error: 'invalid_request' });
  });

  it('a flood of tickets keeps no more than the newest', () => {
    const tickets = createTickets(() => 0, { bytes: (count) => crypto.getRandomValues(new Uint8Array(count)) });
    const made = Array.from({ length: 300 }, () => tickets.make());
    expect(made.filter(tickets.take)).toEqual(made.slice(-256));
  });
});

describe('it comes back: the connection is the program’s, for as long as the person said', () => {
  it('the same program is not asked about again', async () => {
    await connect();
    seen = startedBy({ ...bridge, pid: 90, started: '99' }, { ...claude, pid: 91, started: '98' });
    const again = await pair({ instance: 'j'.repeat(43) });
    expect(await mayCall(again.access_token ?? '')).toBe(200);
    expect(gatehouse.connections()).toBe(1);
  });

  it('another program that starts the bridge has a question of its own', async () => {
    await connect();
    seen = startedBy(bridge, other);
    const [refused] = await Promise.all([pair(), answer('deny')]);
    expect(refused.status).toBe(403);
  });

  it('a script has its Allow for this process alone', async () => {
    seen = startedBy(bridge, node);
    await connect();
    expect((await pair()).status).toBe(200);
    seen = startedBy(bridge, { ...node, pid: 73 });
    const [refused] = await Promise.all([pair(), answer('deny')]);
    expect(refused.status).toBe(403);
  });

  it('after “once” has run out the person is asked anew', async () => {
    const token = await connect('once');
    gatehouse.clock.advance(3_600_000);
    expect(await mayCall(token)).toBe(401);
    const [asked] = await Promise.all([pair({ again: true }), answer('allow')]);
    expect(asked.status).toBe(200);
  });

  it('what was disconnected is refused at once, and its running bridge does not ask again; its next start does', async () => {
    const token = await connect();
    const [client] = await gatehouse.store.clients.list();
    await gatehouse.control.disconnect([client?.id ?? '']);
    expect(await mayCall(token)).toBe(401);
    expect(await pair({ again: true })).toMatchObject({ status: 403, error_description: 'the person disconnected it' });
    expect(gatehouse.desk.list()).toEqual([]);
    const [asked] = await Promise.all([pair(), answer('allow')]);
    expect(asked.status).toBe(200);
  });

  it('a login that the person ended is not resumed', async () => {
    await connect();
    const [session] = await gatehouse.store.sessions.list();
    await gatehouse.control.endSessions([session?.id ?? '']);
    const [refused] = await Promise.all([pair(), answer('deny')]);
    expect(refused.status).toBe(403);
  });

  it('paused, blocked and locked are said, and raise no question', async () => {
    await connect();
    const [client] = await gatehouse.store.clients.list();
    const id = client?.id ?? '';
    await gatehouse.control.pause([id]);
    expect(await pair()).toMatchObject({ error: 'temporarily_unavailable', error_description: 'the person paused this client' });
    await gatehouse.control.resume([id]);
    expect((await pair()).status).toBe(200);
    await gatehouse.control.setLocked(true);
    expect(await pair()).toMatchObject({ error_description: 'Gatehouse is locked' });
    await gatehouse.control.setLocked(false);
    await gatehouse.control.block([id]);
    expect(await pair()).toMatchObject({ error: 'access_denied', error_description: 'the person blocked this client' });
    expect(gatehouse.desk.list()).toEqual([]);
  });
});

describe('a connection that was allowed to a process ends with it', () => {
  const ended = (hasEnded: boolean) =>
    createEndOrphaned({
      store: gatehouse.store,
      clock: gatehouse.clock,
      liveGrants: gatehouse.liveGrants,
      hasEnded: async () => hasEnded,
      end: gatehouse.control.endGrants,
    });

  it('as soon as that is noticed, and not before', async () => {
    seen = startedBy(bridge, node);
    const token = await connect();
    await ended(false)();
    expect(await mayCall(token)).toBe(200);
    await ended(true)();
    expect(await mayCall(token)).toBe(401);
  });

  it('an installed program keeps its own', async () => {
    const token = await connect();
    await ended(true)();
    expect(await mayCall(token)).toBe(200);
  });

  it('whoever sees nothing at all concludes nothing', async () => {
    const runs = (pids: readonly number[]) => ({ ...blindTable, running: async (pid: number) => (pids.includes(pid) ? { ...node, pid } : null) });
    expect(await createHasEnded(runs([]), 1)({ pid: 72, started: '7' })).toBe(false);
    expect(await createHasEnded(runs([1]), 1)({ pid: 72, started: '7' })).toBe(true);
    expect(await createHasEnded(runs([1, 72]), 1)({ pid: 72, started: '7' })).toBe(false);
    expect(await createHasEnded(runs([1, 72]), 1)({ pid: 72, started: '8' })).toBe(true);
  });
});

describe('a bridge’s client is nobody at the other endpoints', () => {
  it('neither the authorization nor the token endpoint serves it', async () => {
    await connect();
    const [client] = await gatehouse.store.clients.list();
    const id = encodeURIComponent(client?.id ?? '');
    const challenge = 'c'.repeat(43);
    for (const redirect of ['gatehouse-bridge:', 'http://127.0.0.1:7/cb']) {
      const query = `response_type=code&client_id=${id}&redirect_uri=${encodeURIComponent(redirect)}&code_challenge=${challenge}&code_challenge_method=S256`;
      const response = await fetch(`${gatehouse.url}/oauth/authorize?${query}`, { redirect: 'manual' });
      expect([response.status, response.headers.get('location')]).toEqual([400, null]);
      await response.text();
    }
    const body = new URLSearchParams({ grant_type: 'refresh_token', client_id: client?.id ?? '', refresh_token: 'ghr_x' });
    expect((await fetch(`${gatehouse.url}/oauth/token`, { method: 'POST', body })).status).toBe(400);
    expect(gatehouse.desk.list()).toEqual([]);
  });

  it('nobody registers with where its answer goes', async () => {
    const body = JSON.stringify({ client_name: 'x', redirect_uris: ['gatehouse-bridge:'] });
    const response = await fetch(`${gatehouse.url}/oauth/register`, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: 'invalid_redirect_uri' });
  });
});

describe('looking at a bridge again before every poll', () => {
  it('takes less time than a question waits for somebody to ask for its answer', () => {
    expect(LOOK_PATIENCE).toBeLessThan(POPUP_LIFETIMES.silence);
  });
});
