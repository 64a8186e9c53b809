import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FetchClientDocument, FetchedDocument } from '../../../src/shared/fetch-client-document.ts';
import type { AuthStore } from '../../../src/store/auth-store.ts';
import { createVolatileAuthStore } from '../../../src/store/volatile/create-volatile-auth-store.ts';
import type { KeyVault } from '../../../src/vault/key-vault.ts';
import { createMapVault, startGatehouse, type TestGatehouse } from '../../support/gatehouse.ts';
import { documentOf } from '../../support/metadata-server.ts';
import { authorizationUrl, get, makePkce, postForm, register } from '../../support/oauth-client.ts';

const CLAUDE_CODE = 'https://claude.ai/oauth/claude-code-client-metadata';
const CALLBACK = 'http://localhost:3118/callback';
const DAY = 24 * 3_600_000;
const CLAUDE_DOCUMENT = { client_name: 'Claude Code', redirect_uris: ['http://127.0.0.1/callback', 'http://localhost/callback'] };

let store: AuthStore;
let vault: KeyVault;
let gatehouse: TestGatehouse;
let fetched: string[];
let published: (url: string) => Promise<FetchedDocument>;
const fetchDocument: FetchClientDocument = (url) => {
  fetched.push(url);
  return published(url);
};
const publishes = (change: Record<string, unknown>) => {
  published = async (url) => ({ members: documentOf(url, change), cacheControl: null });
};
const start = (configuration = {}) => startGatehouse({ fetchDocument, vault, openAuthStore: async () => store }, configuration);
beforeEach(async () => {
  fetched = [];
  published = async () => ({ refused: 'unreachable' });
  store = createVolatileAuthStore({ activityKey: new Uint8Array(32) });
  vault = createMapVault();
  gatehouse = await start();
});
afterEach(async () => {
  expect(gatehouse.faults).toEqual([]);
  await gatehouse.close();
});

const ask = (clientId = CLAUDE_CODE, redirectUri = CALLBACK, headers: Record<string, string> = {}, broker = gatehouse) =>
  get(authorizationUrl(broker.url, clientId, makePkce().challenge, { redirect_uri: redirectUri }), headers);

describe('ruling 6: the documents of well-known clients ship with the app', () => {
  it.each([
    [CLAUDE_CODE, 'Claude Code', 'http://localhost:3118/callback'],
    [CLAUDE_CODE, 'Claude Code', 'http://127.0.0.1:51004/callback'],
    ['https://vscode.dev/oauth/client-metadata.json', 'Visual Studio Code', 'http://127.0.0.1:33418/'],
    ['https://vscode.dev/oauth/client-metadata.json', 'Visual Studio Code', 'http://127.0.0.1:50123/'],
    ['https://insiders.vscode.dev/oauth/client-metadata.json', 'Visual Studio Code - Insiders', 'http://127.0.0.1:33418/'],
    ['https://zed.dev/oauth/client-metadata.json', 'Zed', 'http://127.0.0.1:49152/callback'],
    ['https://chatgpt.com/oauth/codex/EDrLtgxAifwZ/client.json', 'Codex', 'http://127.0.0.1:58724/callback/EDrLtgxAifwZ'],
    ['https://chatgpt.com/oauth/codex/BKj9umzr4ef_/client.json', 'Codex', 'http://127.0.0.1:58724/callback/BKj9umzr4ef_'],
    ['https://chatgpt.com/oauth/codex/client.json', 'Codex', 'http://127.0.0.1:58724/callback'],
    ['https://goose-docs.ai/oauth/client-metadata.json', 'goose', 'http://127.0.0.1:41234/oauth_callback'],
    ['https://opencode.ai/oauth/opencode/client.json', 'opencode', 'http://127.0.0.1:19876/mcp/oauth/callback'],
    ['https://opencode.ai/oauth/opencode/client.json', 'opencode', 'http://127.0.0.1:51675/callback'],
  ])('%s is asked about as %s without a network, for %s', async (clientId, name, redirectUri) => {
    expect((await ask(clientId, redirectUri)).status).toBe(303);
    expect(gatehouse.desk.list()).toMatchObject([{ stage: 'asking', client: { id: clientId, name }, known: false }]);
  });

  it('proves nothing about the caller: the warning is the same, and nothing says that it was verified', async () => {
    await ask();
    expect(gatehouse.desk.list()[0]?.warnings).toEqual(['Any program here can claim to be claude.ai']);
    expect(JSON.stringify(gatehouse.desk.list())).not.toMatch(/verif|trust|genuine|official/i);
  });

  it.each([
    ['another callback than its own', 'https://chatgpt.com/oauth/codex/EDrLtgxAifwZ/client.json', 'http://127.0.0.1:58724/callback/AAAAAAAAAAAA'],
    ['a remote callback', 'https://vscode.dev/oauth/client-metadata.json', 'https://vscode.dev/redirect'],
  ])('%s is refused', async (_what, clientId, redirectUri) => {
    const response = await ask(clientId, redirectUri);
    expect([response.status, response.headers.get('location')]).toEqual([400, null]);
  });

  it.each([
    'https://chatgpt.com/oauth/codex/short/client.json',
    'https://chatgpt.com/oauth/codex/EDrLtgxAifwZx/client.json',
    'https://chatgpt.com/oauth/codex/EDrLtgx%41ifwZ/client.json',
    'https://chatgpt.com/oauth/EDrLtgxAifwZ/client.json',
    'https://chatgpt.com:8443/oauth/codex/EDrLtgxAifwZ/client.json',
    'https://chatgpt.com.evil.example/oauth/codex/EDrLtgxAifwZ/client.json',
    'https://claude.ai/oauth/claude-code-client-metadata/',
    'https://claude.ai/oauth/claude-code-client-metadata?x',
  ])('%s is not one of them and has to be fetched', async (clientId) => {
    expect((await ask(clientId)).status).toBe(400);
    expect(fetched).toEqual([clientId]);
  });

  it('counts for a navigation that a website started, which fetches nothing', async () => {
    expect((await ask(CLAUDE_CODE, CALLBACK, { 'sec-fetch-site': 'cross-site', 'sec-fetch-dest': 'document' })).status).toBe(303);
    expect(fetched).toEqual([]);
  });

  it('counts with fetching turned off, which fetches nothing', async () => {
    const offline = await start({ documentFetches: false });
    expect((await ask(CLAUDE_CODE, CALLBACK, {}, offline)).status).toBe(303);
    expect(fetched).toEqual([]);
    await offline.close();
  });
});

describe('ruling 6: refreshed at most daily, and nobody waits for it', () => {
  it('is looked up behind the first answer of a day, whatever came of it', async () => {
    published = () => new Promise(() => undefined);
    expect((await ask()).status).toBe(303);
    expect(fetched).toEqual([CLAUDE_CODE]);
    gatehouse.clock.advance(DAY - 1);
    await ask();
    expect(fetched).toHaveLength(1);
  });

  it('is tried again a day after a failure', async () => {
    await ask();
    gatehouse.clock.advance(DAY - 1);
    await ask();
    expect(fetched).toHaveLength(1);
    gatehouse.clock.advance(1);
    await ask();
    expect(fetched).toHaveLength(2);
  });

  it('the same document under the same name changes nothing', async () => {
    publishes(CLAUDE_DOCUMENT);
    const token = await connect();
    await ask();
    expect(gatehouse.desk.list()).toMatchObject([{ known: true, changes: [] }]);
    expect((await refresh(token)).status).toBe(200);
  });

  it('other redirects count from the next request on: what waits is left alone, then the prompt says what changed', async () => {
    publishes({ ...CLAUDE_DOCUMENT, redirect_uris: ['http://[::1]/callback', 'http://localhost/callback'] });
    const token = await connect();
    expect(fetched).toEqual([CLAUDE_CODE]);
    expect((await refresh(token)).status).toBe(200);
    await ask();
    expect(gatehouse.desk.list()).toMatchObject([{ known: false, changes: ['Answers went to localhost, 127.0.0.1 before'] }]);
    expect((await refresh(token)).status).toBe(400);
    expect((await ask(CLAUDE_CODE, 'http://127.0.0.1:3118/callback')).status).toBe(400);
  });

  it('a refreshed document outlives a restart: the older one that ships does not come back', async () => {
    publishes({ ...CLAUDE_DOCUMENT, client_name: 'Claude Code 3' });
    await ask();
    await ask();
    expect((await store.clients.find(CLAUDE_CODE))?.name).toBe('Claude Code 3');
    published = async () => ({ refused: 'unreachable' });
    const restarted = await start();
    await ask(CLAUDE_CODE, CALLBACK, {}, restarted);
    expect(restarted.desk.list()).toMatchObject([{ client: { name: 'Claude Code 3' }, changes: [] }]);
    expect(fetched).toHaveLength(1);
    await restarted.close();
  });

  it.each([
    ['another client_id', { client_id: 'https://claude.ai/other' }],
    ['a secret', { client_secret: 'x' }],
    ['no usable redirect', { redirect_uris: ['https://claude.ai/cb'] }],
  ])('a published document with %s changes nothing', async (_what, change) => {
    publishes(change);
    await ask();
    await ask();
    expect(await store.clients.find(CLAUDE_CODE)).toMatchObject({ name: 'Claude Code', changes: [] });
  });
});

/** Allowed and redeemed. @returns the refresh token */
async function connect(): Promise<string> {
  const { verifier, challenge } = makePkce();
  const opened = await get(authorizationUrl(gatehouse.url, CLAUDE_CODE, challenge, { redirect_uri: CALLBACK }));
  await gatehouse.desk.decide(gatehouse.desk.list()[0]?.id ?? '', { answer: 'allow', scopes: ['memory:read'], for: '30d', compartment: 'default' }, 'popup');
  const back = new URL((await get(opened.headers.get('location') ?? '')).headers.get('location') ?? '');
  const form = { grant_type: 'authorization_code', code: back.searchParams.get('code') ?? '', client_id: CLAUDE_CODE, code_verifier: verifier };
  const response = await postForm(`${gatehouse.url}/oauth/token`, form);
  expect(response.status).toBe(200);
  return ((await response.json()) as { refresh_token: string }).refresh_token;
}

function refresh(token: string): Promise<Response> {
  return postForm(`${gatehouse.url}/oauth/token`, { grant_type: 'refresh_token', refresh_token: token, client_id: CLAUDE_CODE });
}

describe('a website that makes up ids whose documents need no fetch', () => {
  const codex = (index: number) => `https://chatgpt.com/oauth/codex/${String(index).padStart(12, 'A')}/client.json`;
  const FROM_WEBSITE = { 'sec-fetch-site': 'cross-site', 'sec-fetch-dest': 'document' };

  it('makes two of them known in a minute, and pushes out no program that has registered', async () => {
    const real = String((await register(gatehouse.url)).client_id);
    for (let index = 0; index < 60; index += 1) await ask(codex(index), 'http://127.0.0.1/elsewhere', FROM_WEBSITE);
    expect((await store.clients.list()).map(({ id }) => id)).toEqual([real, codex(0), codex(1)]);
    expect(await (await ask(codex(60), 'http://127.0.0.1/elsewhere', FROM_WEBSITE)).text()).toContain('many programs have asked');
  });

  it('keeps no program from its login, known or not: what websites open is counted apart (ruling 12)', async () => {
    for (let index = 0; index < 30; index += 1) await ask(codex(index), 'http://127.0.0.1/elsewhere', FROM_WEBSITE);
    const login = async (index: number) => (await ask(codex(index), `http://127.0.0.1:5000/callback/${codex(index).split('/')[5]}`)).status;
    expect([await login(0), await login(77)]).toEqual([303, 303]);
    const [page, program] = await Promise.all([ask(codex(78), 'http://127.0.0.1/elsewhere', FROM_WEBSITE), login(78)]);
    expect([page.status, program]).toEqual([400, 303]);
  });
});
