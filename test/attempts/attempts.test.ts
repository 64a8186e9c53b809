import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createAdmin } from '../../src/admin/admin.ts';
import { clientMethods } from '../../src/admin/client-methods.ts';
import { isPermitted } from '../../src/admin/permitted.ts';
import { createAttempts } from '../../src/attempts/attempts.ts';
import type { Exchange } from '../../src/attempts/exchange.ts';
import type { Decision } from '../../src/consent/desk.ts';
import { revokedGrant } from '../../src/doctor/checks/revoked-grant.ts';
import { lineOf } from '../../src/doctor/examine.ts';
import type { Facts } from '../../src/doctor/facts.ts';
import type { AttemptWithRemedy } from '../../src/shared/attempt-views.ts';
import { ask as askRaw } from '../support/ask.ts';
import { startGatehouse, type TestGatehouse } from '../support/gatehouse.ts';
import { hasArrived } from '../support/has-arrived.ts';
import { authorizationUrl, connect, get, makePkce, openWaiting, postForm, postJson, REDIRECT, register } from '../support/oauth-client.ts';
import { until } from '../support/until.ts';

let gatehouse: TestGatehouse;
beforeEach(async () => {
  gatehouse = await startGatehouse();
});
afterEach(() => gatehouse.close());

const list = async (): Promise<readonly AttemptWithRemedy[]> => {
  // What is noted is noted once the answer has left.
  await hasArrived();
  const admin = createAdmin({ ...gatehouse, status: () => Promise.reject(new Error('not asked')) });
  const look = admin['attempts.list'];
  if (look === undefined) throw new Error('there is no such method');
  const { attempts } = (await look({}, 'command')) as { attempts: AttemptWithRemedy[] };
  return attempts;
};
const latest = async (): Promise<AttemptWithRemedy> => {
  const [attempt] = await list();
  if (attempt === undefined) throw new Error('no attempt was noted');
  return attempt;
};
const states = ({ steps }: AttemptWithRemedy) => Object.fromEntries(steps.map(({ step, state }) => [step, state]));
const call = (token: string, name = 'memory_recall', argument: object = { query: 'x' }) =>
  postJson(
    `${gatehouse.url}/mcp`,
    { jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name, arguments: argument } },
    { authorization: `Bearer ${token}`, accept: 'application/json, text/event-stream' },
  );

describe('the way in, step by step', () => {
  it('is one attempt from the first look to the first call', async () => {
    await postJson(`${gatehouse.url}/mcp`, {});
    await get(`${gatehouse.url}/.well-known/oauth-protected-resource/mcp`);
    expect(states(await latest())).toEqual({ discover: 'done', register: 'open', popup: 'open', code: 'open', token: 'open', call: 'open' });
    const { client_id: clientId } = (await register(gatehouse.url)) as { client_id: string };
    const { verifier, challenge } = makePkce();
    const page = await openWaiting(authorizationUrl(gatehouse.url, clientId, challenge));
    expect(states(await latest())).toMatchObject({ register: 'done', popup: 'waiting', code: 'open' });
    const [request] = gatehouse.desk.list();
    await gatehouse.desk.decide(request?.id ?? '', { answer: 'allow', scopes: ['memory:read'], for: '30d', compartment: 'default' }, 'terminal');
    expect(states(await latest())).toMatchObject({ popup: 'done', code: 'open' });
    const code = new URL((await get(page)).headers.get('location') ?? '').searchParams.get('code') ?? '';
    expect(states(await latest())).toMatchObject({ code: 'done', token: 'open' });
    const answer = await postForm(`${gatehouse.url}/oauth/token`, {
      grant_type: 'authorization_code',
      code,
      client_id: clientId,
      code_verifier: verifier,
      redirect_uri: REDIRECT,
    });
    expect(states(await latest())).toMatchObject({ token: 'done', call: 'open' });
    const { access_token: token } = (await answer.json()) as { access_token: string };
    expect((await call(token)).status).toBe(200);
    const attempt = await latest();
    expect(states(attempt)).toEqual({ discover: 'done', register: 'done', popup: 'done', code: 'done', token: 'done', call: 'done' });
    expect(attempt).toMatchObject({ client: { id: clientId, name: 'Test client' }, stopped: null, remedy: null, times: 1 });
    expect(await list()).toHaveLength(1);
    expect(JSON.stringify(await list())).not.toMatch(new RegExp([token, code, verifier, challenge, page.split('/').at(-1)].join('|')));
  });

  it('says that the person said no, and that nobody answered', async () => {
    for (const [notAsked, expected] of [
      [false, { problem: 'denied', words: 'you said no' }],
      [null, { problem: 'unanswered', words: 'nobody answered in time' }],
    ] as const) {
      const { client_id: clientId } = (await register(gatehouse.url, { client_name: `Program ${notAsked}` })) as { client_id: string };
      await openWaiting(authorizationUrl(gatehouse.url, clientId, makePkce().challenge));
      const [request] = gatehouse.desk.list().filter(({ client }) => client.id === clientId);
      if (notAsked !== null) await gatehouse.desk.decide(request?.id ?? '', { answer: 'deny', notAsked }, 'terminal');
      else {
        gatehouse.clock.advance(10 * 60_000);
        await gatehouse.desk.tick();
      }
      expect(await latest()).toMatchObject({ client: { id: clientId }, stopped: { step: 'popup', ...expected } });
    }
  });
});

describe('the way in of a bridge', () => {
  const pair = () => postJson(`${gatehouse.url}/oauth/bridge`, { ticket: gatehouse.bridgeTicket().ticket, instance: 'i'.repeat(43) });
  const answer = async (decision: Decision) => {
    await until(() => expect(gatehouse.desk.list()).toHaveLength(1));
    expect(await latest()).toMatchObject({ client: { name: 'A program through the bridge' }, stopped: null });
    expect(states(await latest())).toEqual({ discover: 'skipped', register: 'skipped', popup: 'waiting', code: 'open', token: 'open', call: 'open' });
    expect(await gatehouse.desk.decide(gatehouse.desk.list()[0]?.id ?? '', decision, 'terminal')).toBe('decided');
  };

  it('is the question, the token and the first call, however many are started at once', async () => {
    const tokens = Promise.all(Array.from({ length: 10 }, async () => ((await (await pair()).json()) as { access_token: string }).access_token));
    await answer({ answer: 'allow', scopes: ['memory:read'], for: 'once', compartment: 'default' });
    const [token = ''] = await tokens;
    expect(states(await latest())).toMatchObject({ popup: 'done', code: 'skipped', token: 'done', call: 'open' });
    await call(token);
    expect(states(await latest())).toMatchObject({ token: 'done', call: 'done' });
    expect(await list()).toHaveLength(1);
  });

  it('that is refused without a question says so', async () => {
    await Promise.all([pair(), answer({ answer: 'allow', scopes: ['memory:read'], for: 'once', compartment: 'default' })]);
    const { id } = (await latest()).client;
    await clientMethods(gatehouse)['clients.pause']?.({ id }, 'command');
    expect((await pair()).status).toBe(400);
    expect(await latest()).toMatchObject({
      client: { name: 'A program through the bridge' },
      stopped: { step: 'popup', problem: 'paused' },
      remedy: expect.stringContaining('gatehouse resume ID'),
    });
  });

  it('that the person said no to is asked about again when its program is started anew', async () => {
    await Promise.all([pair(), answer({ answer: 'deny', notAsked: false })]);
    expect(await latest()).toMatchObject({
      stopped: { step: 'popup', problem: 'denied', words: 'you said no' },
      program: null,
      remedy: 'log in again if you meant to allow it: quit that program and start it again',
    });
  });
});

describe('where it stopped is said exactly', () => {
  it('a wrong path', async () => {
    await get(`${gatehouse.url}/sse`, { 'user-agent': 'Cursor/3.1' });
    expect(await latest()).toMatchObject({
      stopped: { step: 'discover', problem: 'wrong-path', words: `asked for ${gatehouse.url}/sse` },
      program: 'Cursor',
      remedy: expect.stringContaining('gatehouse connect cursor'),
    });
  });

  it('a wrong host', async () => {
    const port = Number(new URL(gatehouse.url).port);
    await askRaw(port, '/mcp', { host: `gatehouse.local:${port}`, body: '{}' });
    expect((await latest()).stopped).toEqual({ step: 'discover', problem: 'wrong-host', words: `asked for http://gatehouse.local:${port}` });
  });

  it('a redirect that was not registered', async () => {
    const { client_id: clientId } = (await register(gatehouse.url, { client_name: 'Codex' })) as { client_id: string };
    await get(authorizationUrl(gatehouse.url, clientId, makePkce().challenge, { redirect_uri: 'http://localhost:1234/cb?state=private' }));
    expect(await latest()).toMatchObject({
      stopped: { step: 'popup', problem: 'redirect-mismatch', words: `asked for redirect http://localhost:1234/cb, registered was ${REDIRECT}` },
      remedy: expect.stringContaining('codex mcp logout gatehouse'),
    });
  });

  it('no challenge', async () => {
    const { client_id: clientId } = (await register(gatehouse.url)) as { client_id: string };
    await get(authorizationUrl(gatehouse.url, clientId, '', { code_challenge: null, code_challenge_method: null }));
    expect(await latest()).toMatchObject({ client: { id: clientId }, stopped: { step: 'popup', problem: 'no-pkce', words: 'no code_challenge' } });
  });

  it('a client id that is not known, at either endpoint', async () => {
    await get(authorizationUrl(gatehouse.url, 'gh_forgotten', makePkce().challenge, { redirect_uri: 'http://localhost:3118/callback' }));
    expect(await latest()).toMatchObject({
      stopped: { step: 'popup', problem: 'unknown-client', words: 'the client id gh_forgotten is not known' },
      program: 'Claude Code',
      remedy: 'Claude Code keeps a forgotten registration: run: claude mcp logout gatehouse, then: claude mcp login gatehouse',
    });
    await postForm(`${gatehouse.url}/oauth/token`, { grant_type: 'refresh_token', refresh_token: 'x', client_id: 'gh_gone' }, { 'user-agent': 'Codex/1' });
    expect(await latest()).toMatchObject({ stopped: { step: 'token', problem: 'unknown-client' }, program: 'Codex' });
  });

  it('a permission that was not given, a connection that was ended, and that it came in again', async () => {
    const { clientId, tokens } = await connect(gatehouse, ['memory:read']);
    await call(tokens.access_token);
    await call(tokens.access_token, 'memory_store', { content: 'x' });
    expect(await latest()).toMatchObject({
      client: { id: clientId },
      stopped: { step: 'call', problem: 'scope-refused', words: expect.stringContaining('memory:write') },
      resolved: false,
    });
    await call(tokens.access_token);
    expect((await latest()).resolved).toBe(false);
    gatehouse.clock.advance(2_000);
    const [widening] = gatehouse.desk.list();
    await gatehouse.desk.decide(
      widening?.id ?? '',
      { answer: 'allow', scopes: ['memory:read', 'memory:write'], for: '30d', compartment: 'default' },
      'terminal',
    );
    expect((await latest()).resolved).toBe(true);
    await gatehouse.control.disconnect([clientId]);
    await call(tokens.access_token);
    await call(tokens.access_token);
    expect(await latest()).toMatchObject({
      stopped: { step: 'call', problem: 'revoked', words: 'you disconnected it, or its time is over' },
      times: 2,
      resolved: false,
    });
    await call((await connect(gatehouse, ['memory:read'])).tokens.access_token);
    expect((await list()).filter(({ stopped, resolved }) => stopped !== null && !resolved)).toEqual([]);
  });

  it('a key that has run out, and one that was taken away, by name; a token that has run out is only renewed', async () => {
    const admin = createAdmin({ ...gatehouse, status: () => Promise.reject(new Error('not asked')) });
    const make = async (name: string) => (await admin['tokens.create']?.({ name, for: '30m' }, 'command')) as { id: string; token: string };
    const [short, revoked, { tokens }] = [await make('backup'), await make('nightly'), await connect(gatehouse)];
    await call(revoked.token);
    await admin['clients.revoke']?.({ id: revoked.id }, 'command');
    expect((await call(revoked.token)).status).toBe(401);
    expect(await latest()).toMatchObject({ client: { id: revoked.id }, stopped: { step: 'call', problem: 'revoked' } });
    gatehouse.clock.advance(30 * 60_000);
    expect([(await call(short.token)).status, (await call(tokens.access_token)).status]).toEqual([401, 401]);
    expect(await latest()).toMatchObject({
      client: { id: short.id, name: 'backup' },
      stopped: { step: 'call', problem: 'revoked', words: 'its time is over' },
    });
    const attempts = await list();
    const remedy =
      'make a new key and put it in the place of this one: in the window under Sessions, or without the desktop app with: gatehouse token create --name NAME';
    expect(attempts.find(({ client }) => client.id === short.id)).toMatchObject({ isKey: true, program: null, remedy });
    expect(revokedGrant({ attempts, now: gatehouse.clock.now() } as unknown as Facts).map(lineOf)).toContain(
      `The key “backup” has ended: its time is over. ${remedy.replace('make', 'Make')}.`,
    );
  });

  it('a token from the future', async () => {
    const { tokens } = await connect(gatehouse);
    gatehouse.clock.advance(-3_600_000);
    expect((await call(tokens.access_token)).status).toBe(401);
    expect(await latest()).toMatchObject({ stopped: { step: 'call', problem: 'clock', words: expect.stringContaining('from the future') } });
  });

  it('a proxy in between', async () => {
    await postJson(`${gatehouse.url}/mcp`, {}, { via: '1.1 corporate' });
    expect((await latest()).via).toBe('1.1 corporate');
  });
});

describe('what is kept stays small', () => {
  it('a hundred attempts, however many come', async () => {
    for (let number = 0; number < 130; number += 1) await get(`${gatehouse.url}/path-${number}`, { 'user-agent': `program ${number}` });
    expect(await list()).toHaveLength(100);
  });

  const askAsPage = (path: string, page: string, host = new URL(gatehouse.url).host) =>
    askRaw(Number(new URL(gatehouse.url).port), path, { host, headers: { origin: page, 'user-agent': 'Mozilla/5.0' }, body: '' });

  it('a page that asks under ever other paths and ids is one attempt, and says no id', async () => {
    await get(`${gatehouse.url}/sse`, { 'user-agent': 'Cursor/3.1' });
    for (let number = 0; number < 110; number += 1) await askAsPage(`/oauth/token/${number}?client_id=made-up-${number}`, 'https://evil.example');
    const { host } = new URL(gatehouse.url);
    expect(await list()).toMatchObject([
      { times: 110, client: { id: null }, stopped: { problem: 'web-page', words: `the page https://evil.example asked for http://${host}` } },
      { program: 'Cursor', stopped: { problem: 'wrong-path' } },
    ]);
  });

  it('pages hold ten attempts, under however many names they ask', async () => {
    await get(`${gatehouse.url}/sse`, { 'user-agent': 'Cursor/3.1' });
    for (let number = 0; number < 60; number += 1) {
      await askAsPage('/mcp', `https://page-${number}.evil.example`);
      await askAsPage('/mcp', 'http://evil.example', `name-${number}.evil.example`);
    }
    const attempts = await list();
    expect(attempts).toHaveLength(11);
    expect(attempts[0]?.stopped?.words).toBe('asked for http://name-59.evil.example');
    expect(attempts.at(-1)).toMatchObject({ program: 'Cursor' });
  });

  it('what a page embeds is no login, and an id in an address where none belongs is nobody', async () => {
    for (let number = 0; number < 3; number += 1) {
      const embedded = { 'sec-fetch-dest': 'image', 'sec-fetch-site': 'cross-site', 'user-agent': 'Mozilla/5.0' };
      await get(`${gatehouse.url}/oauth/authorize?client_id=made-up-${number}`, embedded);
      await get(`${gatehouse.url}/.well-known/oauth-authorization-server?client_id=made-up-${number}`, embedded);
    }
    expect(await list()).toMatchObject([{ client: { id: null }, stopped: null }]);
  });

  it('an id whose attempt became part of another is not waited for', () => {
    const named: string[] = [];
    const nameOf = (id: string) => {
      named.push(id);
      return null;
    };
    const attempts = createAttempts({ clock: gatehouse.clock, nameOf, programOf: () => null, isBridge: () => false });
    const refused = (clientId: string): Exchange => ({
      step: 'token',
      method: 'POST',
      status: 401,
      userAgent: 'program',
      clientId,
      clientName: null,
      redirectUri: null,
      grantType: null,
      reason: 'client_unknown',
      words: 'not known',
      via: null,
    });
    for (const id of ['first', 'second']) attempts.note(refused(id));
    expect(attempts.list()).toMatchObject([{ client: { id: 'second' }, times: 2 }]);
    named.length = 0;
    for (const clientId of ['first', 'second']) attempts.note({ ...refused(clientId), step: 'call', status: 200, reason: null, words: null });
    expect(named).toEqual(['second']);
  });

  it('long claims are cut, and what looks like a secret does not stay', async () => {
    const secret = `ghr_${'aB3'.repeat(15)}`.slice(0, 47);
    await get(`${gatehouse.url}/mcp-${'x'.repeat(3_000)}`, { 'user-agent': 'y'.repeat(3_000) });
    await get(`${gatehouse.url}/${secret}?token=${secret}`);
    const text = JSON.stringify(await list());
    expect(text).not.toContain(secret);
    expect(text.length).toBeLessThan(4_000);
  });

  it('a browser that looks for an icon has tried nothing', async () => {
    await get(`${gatehouse.url}/favicon.ico`, { 'sec-fetch-dest': 'image' });
    await get(`${gatehouse.url}/.well-known/oauth-authorization-server/other`);
    expect(await list()).toEqual([]);
  });
});

describe('who may look', () => {
  it('the control socket of both hosts: it takes and gives nothing', () => {
    expect(isPermitted('attempts.list', 'desktop')).toBe(true);
    expect(isPermitted('attempts.list', 'headless')).toBe(true);
  });
});
