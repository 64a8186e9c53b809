import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLinks } from '../../src/http/window/links.ts';
import { createSessions } from '../../src/http/window/sessions.ts';
import { pagePolicy } from '../../src/shared/page-policy.ts';
import { SESSION_HEADER } from '../../src/shared/window-wire.ts';
import { rawRequest } from '../support/oauth-client.ts';
import { ask, COMMAND, enter, type Scene, send, startScene } from './support.ts';

const inHtml = (text: string) => text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);

let scene: Scene;
let link: string;
beforeEach(async () => {
  scene = await startScene();
  link = await scene.window.open();
});
afterEach(async () => {
  expect(scene.faults).toEqual([]);
  await scene.close();
});

describe('the link (ruling 13)', () => {
  it('has 256 bits, on a port of its own on 127.0.0.1', () => {
    const { hostname, port, pathname, search, hash } = new URL(link);
    expect(hostname).toBe('127.0.0.1');
    expect(port).not.toBe(new URL(scene.gatehouse.url).port);
    expect(Buffer.from(pathname.slice('/open/'.length), 'base64url').length).toBe(32);
    expect([search, hash]).toEqual(['', '']);
  });

  it('opens once', async () => {
    await enter(link);
    const again = await send(link);
    expect(again.status).toBe(410);
    expect(again.body).toContain(`<code>${inHtml(COMMAND)}</code>`);
    expect(again.body).not.toContain('sessionStorage');
  });

  it('its page knows the command that opens it again, for this broker: it must say it when nobody answers any more', async () => {
    const { body } = await send(`${new URL(link).origin}/`, { headers: { 'sec-fetch-dest': 'document' } });
    expect(body).toContain(`<meta name="gatehouse-command" content="${inHtml(COMMAND)}">`);
    expect(JSON.parse((await send(`${new URL(link).origin}/ask`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: {} })).body)).toEqual(
      {
        refused: `This window has ended. Open it again with: ${COMMAND}`,
      },
    );
  });

  it('two that open it at once: one gets in', async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, () => send(link)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  it('opens nothing after 60 s', async () => {
    scene.gatehouse.clock.advance(60_000);
    expect((await send(link)).status).toBe(410);
  });

  it('a wrong one opens nothing, and uses up nothing', async () => {
    for (const wrong of ['', 'x', 'x'.repeat(43), 'x/y', '%00']) expect([404, 410]).toContain((await send(new URL(`/open/${wrong}`, link).href)).status);
    expect((await send(link)).status).toBe(200);
  });

  it.each([
    ['prefetched', { 'sec-purpose': 'prefetch' }],
    ['prerendered', { 'sec-purpose': 'prefetch;prerender', 'sec-fetch-dest': 'document' }],
    ['put into a frame', { 'sec-fetch-dest': 'iframe', 'sec-fetch-mode': 'navigate' }],
    ['put into an image', { 'sec-fetch-dest': 'image', 'sec-fetch-mode': 'no-cors' }],
    ['fetched by a script', { 'sec-fetch-dest': 'empty', 'sec-fetch-mode': 'cors' }],
    ['fetched by another page', { origin: 'https://evil.example' }],
  ])('%s it is refused, and not used up', async (_how, headers) => {
    expect((await send(link, { headers: headers as Record<string, string> })).status).toBe(403);
    expect((await send(link)).status).toBe(200);
  });

  it('each is another, and a new one leaves the others as they are', async () => {
    const second = await scene.window.open();
    expect(second).not.toBe(link);
    expect(new URL(second).origin).toBe(new URL(link).origin);
    await enter(link);
    await enter(second);
  });

  it('no more than 16 wait: whoever makes more loses the oldest', () => {
    const links = createLinks<number>({ random: { bytes: (count) => randomBytes(count) }, monotonic: () => 0 });
    const made = Array.from({ length: 17 }, (_, index) => links.make(index));
    expect(made.map((secret) => links.redeem(secret))).toEqual([null, ...Array.from({ length: 16 }, (_, index) => index + 1)]);
  });
});

describe('the session is a secret of one tab', () => {
  const METHODS = ['/ask', '/review', '/changes'];

  it.each([
    ['another tab, without it', {}],
    ['a wrong one', { [SESSION_HEADER]: 'x'.repeat(43) }],
    ['an empty one', { [SESSION_HEADER]: '' }],
    ['as a cookie', { cookie: `${SESSION_HEADER}=SECRET` }],
    ['as a bearer token', { authorization: 'Bearer SECRET' }],
  ])('%s: 401 before the body is read', async (_name, given) => {
    const { origin, secret } = await enter(link);
    const headers = Object.fromEntries(Object.entries(given as Record<string, string>).map(([name, value]) => [name, value.replace('SECRET', secret)]));
    for (const path of METHODS) {
      const answer = await send(`${origin}${path}`, { method: 'POST', headers: { 'content-type': 'image/png', ...headers }, body: { method: 'status' } });
      expect([path, answer.status]).toEqual([path, 401]);
    }
  });

  it('the secret of the link is not the secret of the session', async () => {
    const { origin } = await enter(link);
    const headers = { [SESSION_HEADER]: link.split('/').at(-1) ?? '' };
    expect((await send(`${origin}/ask`, { method: 'POST', headers, body: {} })).status).toBe(401);
  });

  it('ends after two hours without a call, and after twelve in any case', async () => {
    const idle = await enter(link);
    scene.gatehouse.clock.advance(2 * 3_600_000);
    expect((await idle.call('/ask', { method: 'status' })).status).toBe(401);
    const busy = await enter(await scene.window.open());
    for (let hours = 0; hours < 11; hours += 1) {
      scene.gatehouse.clock.advance(3_600_000);
      expect((await busy.call('/ask', { method: 'status' })).status).toBe(200);
    }
    scene.gatehouse.clock.advance(3_600_000);
    expect((await busy.call('/ask', { method: 'status' })).status).toBe(401);
  });

  it('of the window opens nothing at the popup, and the other way round', async () => {
    const window = await enter(link);
    const { request } = await ask(scene);
    const { url } = await window.value<{ url: string }>('/review', { id: request.id });
    const popup = await enter(url);
    expect((await send(`${popup.origin}/state`, { method: 'POST', headers: { [SESSION_HEADER]: window.secret } })).status).toBe(401);
    expect((await send(`${window.origin}/ask`, { method: 'POST', headers: { [SESSION_HEADER]: popup.secret } })).status).toBe(401);
  });

  it('no more than 32 live: the oldest gives way', () => {
    const sessions = createSessions<number>({ random: { bytes: (count) => randomBytes(count) }, monotonic: () => 0, lifetimes: { idle: 1, most: 1 } });
    const secrets = Array.from({ length: 33 }, (_, index) => sessions.begin(index));
    expect([sessions.find(secrets[0]), sessions.find(secrets[1]), sessions.find(secrets[32])]).toEqual([null, 1, 32]);
  });
});

describe('who may speak to the ports', () => {
  const every = async () => {
    const window = await enter(link);
    const { request } = await ask(scene);
    const { url } = await window.value<{ url: string }>('/review', { id: request.id });
    return [
      [`${window.origin}/`, 'GET'],
      [`${window.origin}/transport/window.js`, 'GET'],
      [await scene.window.open(), 'GET'],
      [`${window.origin}/ask`, 'POST'],
      [`${window.origin}/review`, 'POST'],
      [`${window.origin}/changes`, 'POST'],
      [url, 'GET'],
      [`${new URL(url).origin}/`, 'GET'],
      [`${new URL(url).origin}/state`, 'POST'],
      [`${new URL(url).origin}/answer`, 'POST'],
      [`${new URL(url).origin}/nothing`, 'DELETE'],
      [`${new URL(url).origin}/ask`, 'OPTIONS'],
    ] as const;
  };

  it.each([
    ['a rebound name', { host: 'evil.example:PORT' }],
    ['localhost, another origin to a browser', { host: 'localhost:PORT' }],
    ['[::1]', { host: '[::1]:PORT' }],
    ['another port', { host: '127.0.0.1:1' }],
    ['no port', { host: '127.0.0.1' }],
    ['a trailing dot', { host: '127.0.0.1.:PORT' }],
    ['a website', { origin: 'https://evil.example' }],
    ['an opaque page', { origin: 'null' }],
    ['a page on another loopback port', { origin: 'http://127.0.0.1:8080' }],
    ['a page of the same port under another name', { origin: 'http://localhost:PORT' }],
  ])('%s is refused everywhere: 403, without a CORS header', async (_name, given) => {
    for (const [url, method] of await every()) {
      const headers = Object.fromEntries(
        Object.entries(given as Record<string, string>).map(([name, value]) => [name, value.replace('PORT', new URL(url).port)]),
      );
      const answer = await send(url, { method, headers });
      expect([url, answer.status]).toEqual([url, 403]);
      expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
    }
  });

  it.each(['cross-site', 'same-site'])('a call or a file for a page that is %s is refused', async (site) => {
    const window = await enter(link);
    for (const path of ['/', '/index.html', '/transport/window.js']) {
      expect((await send(`${window.origin}${path}`, { headers: { 'sec-fetch-site': site } })).status).toBe(403);
    }
    expect((await window.call('/ask', { method: 'status' }, { 'sec-fetch-site': site })).status).toBe(403);
    expect((await window.call('/ask', { method: 'status' }, { 'sec-fetch-site': 'same-origin', origin: window.origin })).status).toBe(200);
  });

  it('two Host headers are none', async () => {
    const { port, host } = new URL(link);
    expect(await rawRequest(Number(port), `GET / HTTP/1.1\r\nHost: ${host}\r\nHost: ${host}\r\nConnection: close\r\n\r\n`)).toMatch(/^HTTP\/1.1 40[03]/);
    expect(await rawRequest(Number(port), `GET http://${host}/ HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`)).toMatch(/^HTTP\/1.1 404/);
  });

  it('only 127.0.0.1 is bound', async () => {
    const { connect } = await import('node:net');
    const outcome = await new Promise((resolve) => {
      const socket = connect({ host: '::1', port: Number(new URL(link).port) });
      socket.once('connect', () => resolve('connected'));
      socket.once('error', () => resolve('refused'));
    });
    expect(outcome).toBe('refused');
  });

  it("nothing of it is on the broker's port", async () => {
    const window = await enter(link);
    const { url } = scene.gatehouse;
    for (const path of ['/ask', '/review', '/changes', '/state', '/answer', '/next', '/seen', '/extend']) {
      const answer = await send(`${url}${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', [SESSION_HEADER]: window.secret },
        body: {},
      });
      expect([path, answer.status]).toEqual([path, 404]);
    }
    expect((await send(`${url}/open/${(await scene.window.open()).split('/').at(-1)}`)).status).toBe(404);
    expect((await send(`${url}/transport/window.js`)).status).toBe(404);
  });
});

describe('what every answer says', () => {
  const policyOf = (text: unknown) =>
    Object.fromEntries(
      String(text)
        .split('; ')
        .map((part) => [part.split(' ')[0], part.split(' ').slice(1).join(' ')]),
    );

  it("the app's own policy, but for the calls to its own port", async () => {
    const { headers } = await send(new URL('/', link).href);
    expect(policyOf(headers['content-security-policy'])).toEqual({ ...policyOf(pagePolicy("'none'")), 'connect-src': "'self'" });
  });

  it('no cookie, nothing kept, no referrer, no embedding, no opener', async () => {
    const window = await enter(link);
    for (const answer of [
      await send(`${window.origin}/`),
      await send(`${window.origin}/nothing`),
      await send(link),
      await send(await scene.window.open()),
      await send(`${window.origin}/`, { headers: { host: 'evil.example' } }),
      await window.call('/ask', { method: 'status' }),
    ]) {
      expect(answer.headers).toMatchObject({
        'cache-control': 'no-store',
        'referrer-policy': 'no-referrer',
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'cross-origin-opener-policy': 'same-origin',
        'content-security-policy': expect.stringContaining("frame-ancestors 'none'"),
      });
      expect(answer.headers['set-cookie']).toBeUndefined();
    }
  });

  it('the page, with the script that stands in for the preload before all others', async () => {
    const { body, headers } = await send(new URL('/', link).href);
    expect(headers['content-type']).toBe('text/html; charset=utf-8');
    expect(body).toMatch(/<head>\s*<script type="module" src="\.\/transport\/window\.js"><\/script>/);
    expect(body).toContain('the window');
  });

  it.each(['/../package.json', '/%2e%2e/package.json', '/transport/../../x', '/index.html/', '/transport', '//index.html', '/%zz'])(
    '%s is nothing',
    async (path) => {
      const { port, host } = new URL(link);
      expect(await rawRequest(Number(port), `GET ${path} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`)).toMatch(/^HTTP\/1.1 404/);
    },
  );
});

describe('the ports', () => {
  it('close when nobody has used them for two minutes, and open anew on others', async () => {
    const window = await enter(link);
    scene.gatehouse.clock.advance(2 * 3_600_000);
    await scene.window.tick();
    scene.gatehouse.clock.advance(2 * 60_000);
    await scene.window.tick();
    await expect(send(`${window.origin}/`)).rejects.toThrow('ECONNREFUSED');
    await enter(await scene.window.open());
  });

  it('stay while a session lives or a link can be opened', async () => {
    scene.gatehouse.clock.advance(59_000);
    await scene.window.tick();
    const window = await enter(link);
    for (let minutes = 0; minutes < 100; minutes += 10) {
      scene.gatehouse.clock.advance(600_000);
      await scene.window.tick();
    }
    expect((await window.call('/ask', { method: 'status' })).status).toBe(200);
  });

  it('end with the broker, and the sessions with them', async () => {
    const window = await enter(link);
    await scene.window.close();
    await expect(send(`${window.origin}/`)).rejects.toThrow('ECONNREFUSED');
  });

  it('are not opened when there are no pages: one line says what to do, and the next try is a new one', async () => {
    let answer: { missing: string } | null = { missing: 'Build them first.' };
    const other = await startScene(async () => answer ?? { window: new Map(), consent: new Map(), transport: new Map() });
    await expect(other.window.open()).rejects.toThrow('Build them first.');
    answer = null;
    expect(await other.window.open()).toMatch(/^http:/);
    await other.close();
  });
});
