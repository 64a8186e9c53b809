/** F8 and F9: requests that a website opened, and requests that ended. */
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ask, decide, deny, deskOfItsOwn, FROM_WEBSITE, login, pageOf, told } from '../consent/support.ts';
import { nextRequest } from '../support/answer.ts';
import { removeDirectory, startBroker, temporaryDirectory } from '../support/broker.ts';
import { hasArrived } from '../support/has-arrived.ts';
import { authorizationUrl, callTool, connect, get, makePkce, openWaiting, postForm, register } from '../support/oauth-client.ts';
import { errorAt, NO, outcomeAt, send, YES } from './support.ts';

const { desk } = deskOfItsOwn();

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
    expect([desk.screen.now(), await decide(desk, one, YES), await desk.store.grants.live()]).toEqual([null, 'gone', []]);
    expect((await outcomeAt(pageOf(one)))?.has('code')).not.toBe(true);
    await desk.activity.flush();
    expect((await desk.store.activity.list({ limit: 1 })).map(({ event }) => event.kind)).toEqual(['request.withdrawn']);
  });

  it('F9 (a) (ruling 12) a page that never polled, or polled once, may have no script: it keeps its time', async () => {
    const one = await login(desk);
    await pollAndClose(pageOf(one));
    desk.clock.advance(100_000);
    await desk.desk.tick();
    expect(await decide(desk, one, YES)).toBe('decided');
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
    expect([desk.screen.now(), await decide(desk, one, YES), await desk.store.grants.live()]).toEqual([null, 'gone', []]);
  });

  it('F9 (a) after its time it cannot be allowed, not even before the end is noticed', async () => {
    const one = await login(desk);
    desk.clock.advance(120_000);
    expect(await decide(desk, one, YES)).toBe('gone');
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
