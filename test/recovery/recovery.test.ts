import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { clientMethods } from '../../src/admin/client-methods.ts';
import type { ClientView } from '../../src/shared/views.ts';
import type { ProgramFacts } from '../../src/store/auth-store.ts';
import { startGatehouse, type TestGatehouse } from '../support/gatehouse.ts';
import { authorizationUrl, get, makePkce, postForm, register } from '../support/oauth-client.ts';

const program: ProgramFacts = { pid: 7, path: '/usr/bin/claude', uid: 1000, name: 'claude', parents: [] };
let gatehouse: TestGatehouse;
beforeEach(async () => {
  gatehouse = await startGatehouse({ programAt: async () => program });
});
afterEach(() => gatehouse.close());

describe('registering again is the ordinary case (ruling 7)', () => {
  it('twenty times by the same program, each on another port, is one row, and the first id still opens the door', async () => {
    const ids: string[] = [];
    for (let number = 0; number < 20; number += 1) {
      const { client_id: id } = await register(gatehouse.url, { client_name: 'Claude Code', redirect_uris: [`http://localhost:${50_000 + number}/callback`] });
      ids.push(String(id));
    }
    const list = await clientMethods(gatehouse)['clients.list']?.({}, 'command');
    expect((list as { clients: ClientView[] }).clients.map(({ clientIds }) => clientIds)).toEqual([ids]);
    const [first = ''] = ids;
    const opened = await get(authorizationUrl(gatehouse.url, first, makePkce().challenge, { redirect_uri: 'http://localhost:61000/callback' }));
    expect([opened.status, opened.headers.get('location')]).toEqual([303, expect.stringContaining('/oauth/authorize/')]);
    const redeemed = await postForm(`${gatehouse.url}/oauth/token`, {
      grant_type: 'authorization_code',
      code: 'x',
      client_id: first,
      code_verifier: 'v'.repeat(43),
    });
    expect(await redeemed.json()).toMatchObject({ error: 'invalid_grant' });
  });
});

describe('the page for a client id that is not known', () => {
  const page = async (id: string, redirect: string | null) =>
    (await get(authorizationUrl(gatehouse.url, id, makePkce().challenge, { redirect_uri: redirect }))).text();
  /** What is shown before another program is chosen. */
  const shown = async (id: string, redirect: string | null) => (await page(id, redirect)).split('<details>')[0] ?? '';

  it.each([
    ['Claude Code', 'gh_gone', 'http://localhost:3118/callback', 'claude mcp logout gatehouse'],
    ['Cursor', 'gh_gone', 'cursor://anysphere.cursor-mcp/oauth/callback', 'press Logout beside gatehouse'],
    ['VS Code', 'gh_gone', 'http://127.0.0.1:33418/', 'Remove Dynamic Authentication Providers'],
    ['opencode', 'gh_gone', 'http://127.0.0.1:19876/mcp/oauth/callback', 'opencode mcp logout gatehouse'],
    ['goose', 'gh_gone', 'http://127.0.0.1:4000/oauth_callback', 'oauth_creds_gatehouse'],
    ['Codex', 'gh_gone', 'http://127.0.0.1:4000/callback/AbCdEfGh1234', 'codex mcp logout gatehouse'],
    ['MCP Inspector', 'gh_gone', 'http://127.0.0.1:6276/oauth/callback', '--relogin'],
  ])('names %s by where its answer would go, and its own remedy', async (name, id, redirect, remedy) => {
    const text = await shown(id, redirect);
    expect(text).toContain(`It seems to be <strong>${name}</strong>.`);
    expect(text).toContain(remedy);
  });

  it('names a program that is known by another registration with the same redirect', async () => {
    await register(gatehouse.url, { client_name: 'Gemini CLI MCP Client', redirect_uris: ['http://localhost:7777/oauth/callback2'] });
    expect(await shown('gh_gone', 'http://localhost:8888/oauth/callback2')).toContain(
      'It seems to be <strong>Gemini CLI</strong>. It calls itself “Gemini CLI MCP Client”.',
    );
  });

  it('quotes a name that nobody knows, and lists every remedy; with two names it names none', async () => {
    const redirect = 'http://127.0.0.1:9000/somewhere';
    await register(gatehouse.url, { client_name: '<b>Tool</b>', redirect_uris: [redirect] });
    expect(await page('gh_gone', redirect)).toMatch(/“&#60;b&#62;Tool&#60;\/b&#62;” remembers a registration[\s\S]*Claude Code[\s\S]*Zed/);
    await register(gatehouse.url, { client_name: 'Another tool', redirect_uris: [redirect] });
    expect(await page('gh_gone', redirect)).toContain('<p>The program remembers a registration');
    expect(await page('gh_gone', null)).toContain('<p>The program remembers a registration');
  });
});
