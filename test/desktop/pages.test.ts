import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { registerSchemes, servePages } from '../../src/desktop/pages/serve-pages.ts';
import { Session } from '../electron/stand-in/session.ts';

const ORIGIN = 'gatehouse-consent://prompt';
const session = new Session('consent');
const root = mkdtempSync(join(tmpdir(), 'gatehouse-pages-'));
const get = async (url: string, method = 'GET') => {
  const answer = await session.answer(url, method);
  if (typeof answer === 'string') throw new Error(answer);
  return { ...answer, headers: Object.fromEntries(answer.headers) };
};

beforeAll(() => {
  mkdirSync(join(root, 'page'));
  writeFileSync(join(root, 'page', 'index.html'), '<p>page</p>');
  writeFileSync(join(root, 'page', 'popup.js'), '1');
  writeFileSync(join(root, 'secret.html'), 'secret');
  servePages(session as never, ORIGIN, join(root, 'page'));
});
afterAll(() => rmSync(root, { recursive: true }));

describe('Electron security checklist 7: the policy, parsed back', () => {
  it('allows files of the page itself and nothing else', async () => {
    const { headers } = await get(`${ORIGIN}/`);
    const policy = Object.fromEntries(
      (headers['content-security-policy'] ?? '').split('; ').map((part) => [part.split(' ')[0], part.split(' ').slice(1).join(' ')]),
    );
    expect(policy).toEqual({
      'default-src': "'none'",
      'script-src': "'self'",
      'style-src': "'self'",
      'img-src': "'self'",
      'font-src': "'self'",
      'connect-src': "'none'",
      'base-uri': "'none'",
      'form-action': "'none'",
      'frame-ancestors': "'none'",
      'require-trusted-types-for': "'script'",
    });
  });

  it('is on every answer, with the other headers of a page that nobody embeds', async () => {
    for (const path of ['/', '/popup.js', '/nothing.js']) {
      const { headers } = await get(`${ORIGIN}${path}`);
      expect(headers).toMatchObject({
        'content-security-policy': expect.stringContaining("default-src 'none'"),
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cross-origin-opener-policy': 'same-origin',
        'cache-control': 'no-store',
      });
    }
  });
});

describe('Electron security checklist 18: own schemes instead of file:', () => {
  it('serves the page and its files with their types', async () => {
    expect(await get(`${ORIGIN}/`)).toMatchObject({ status: 200, headers: { 'content-type': 'text/html; charset=utf-8' } });
    expect((await get(`${ORIGIN}/index.html`)).body.toString()).toBe('<p>page</p>');
    expect((await get(`${ORIGIN}/#/clients/../../secret.html`)).body.toString()).toBe('<p>page</p>');
    expect(await get(`${ORIGIN}/popup.js`)).toMatchObject({ status: 200, headers: { 'content-type': 'text/javascript; charset=utf-8' } });
  });

  it.each([
    '/../secret.html',
    '/%2e%2e/secret.html',
    '/..%2fsecret.html',
    '/%2e%2e%2fsecret.html',
    '/..\\secret.html',
    '//secret.html',
    '/index.html?x',
    '/index.html/',
    '/.hidden.html',
    '/popup.ts',
    '/popup',
  ])('%s is not there', async (path) => {
    expect(await get(`${ORIGIN}${path}`)).toMatchObject({ status: 404 });
  });

  it.each(['gatehouse-consent://other/index.html', 'gatehouse-consent://prompt.evil/index.html', 'gatehouse-consent://prompt:1/index.html'])(
    'another host, %s, is not there',
    async (url) => {
      expect(await get(url)).toMatchObject({ status: 404 });
    },
  );

  it('only reading', async () => {
    expect(await get(`${ORIGIN}/`, 'POST')).toMatchObject({ status: 404 });
  });

  it('the schemes are standard and secure, and get no privilege beside', () => {
    const registered: unknown[] = [];
    registerSchemes({ registerSchemesAsPrivileged: (schemes) => void registered.push(...schemes) }, [ORIGIN, 'gatehouse://window']);
    expect(registered).toEqual([
      { scheme: 'gatehouse-consent', privileges: { standard: true, secure: true } },
      { scheme: 'gatehouse', privileges: { standard: true, secure: true } },
    ]);
  });
});
