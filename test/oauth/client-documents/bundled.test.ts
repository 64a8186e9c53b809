import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DocumentUnavailable } from '../../../src/oauth/client-documents/fetch-document.ts';
import { startGatehouse, type TestGatehouse } from '../../support/gatehouse.ts';
import { authorizationUrl, get, makePkce, postForm } from '../../support/oauth-client.ts';

let gatehouse: TestGatehouse;
let fetched: string[];
beforeAll(async () => {
  fetched = [];
  gatehouse = await startGatehouse({
    fetchDocument: async (url) => {
      fetched.push(url);
      throw new DocumentUnavailable('offline');
    },
  });
});
afterAll(() => gatehouse.close());

const codexId = createHash('sha256').update('http://127.0.0.1:4283/mcp').digest().subarray(0, 9).toString('base64url');
const CLIENTS: readonly (readonly [string, string, string])[] = [
  ['Claude Code', 'https://claude.ai/oauth/claude-code-client-metadata', 'http://localhost:3118/callback'],
  ['Claude Code', 'https://claude.ai/oauth/claude-code-client-metadata', 'http://127.0.0.1:54321/callback'],
  ['Visual Studio Code', 'https://vscode.dev/oauth/client-metadata.json', 'http://127.0.0.1:33418/'],
  ['Visual Studio Code', 'https://vscode.dev/oauth/client-metadata.json', 'http://127.0.0.1:61234/'],
  ['Visual Studio Code - Insiders', 'https://insiders.vscode.dev/oauth/client-metadata.json', 'http://127.0.0.1:33418/'],
  ['Zed', 'https://zed.dev/oauth/client-metadata.json', 'http://127.0.0.1:40123/callback'],
  ['goose', 'https://goose-docs.ai/oauth/client-metadata.json', 'http://127.0.0.1:40123/oauth_callback'],
  ['opencode', 'https://opencode.ai/oauth/opencode/client.json', 'http://127.0.0.1:19876/mcp/oauth/callback'],
  ['Codex', `https://chatgpt.com/oauth/codex/${codexId}/client.json`, `http://127.0.0.1:40123/callback/${codexId}`],
  ['Codex', 'https://chatgpt.com/oauth/codex/client.json', 'http://127.0.0.1:40123/callback'],
];

describe('bundled client documents (ruling 6)', () => {
  it.each(CLIENTS)('%s connects offline as %s with %s', async (name, id, redirect) => {
    const { verifier, challenge } = makePkce();
    const opened = await get(authorizationUrl(gatehouse.url, id, challenge, { redirect_uri: redirect }));
    expect([opened.status, opened.headers.get('location')]).toEqual([303, expect.stringContaining('/oauth/authorize/')]);
    const request = gatehouse.desk.list().find(({ client }) => client.id === id);
    expect([request?.client.name, request?.warnings[0]]).toEqual([name, `Any program here can claim to be ${new URL(id).host}`]);
    await gatehouse.desk.decide(request?.id ?? '', { answer: 'allow', scopes: ['memory:read'], for: '30d', compartment: 'default' }, 'popup');
    const back = new URL((await get(opened.headers.get('location') ?? '')).headers.get('location') ?? '');
    expect(`${back.origin}${back.pathname}`).toBe(redirect);
    const form = {
      grant_type: 'authorization_code',
      code: back.searchParams.get('code') ?? '',
      client_id: id,
      code_verifier: verifier,
      redirect_uri: redirect,
    };
    const response = await postForm(`${gatehouse.url}/oauth/token`, form);
    expect([response.status, await response.json()]).toMatchObject([200, { token_type: 'Bearer', refresh_token: expect.any(String) }]);
  });

  it('is asked for at its host at most once a day, beside the request', async () => {
    const [, id = '', redirect = ''] = CLIENTS[0] ?? [];
    const before = fetched.filter((url) => url === id).length;
    expect(before).toBe(1);
    await get(authorizationUrl(gatehouse.url, id, makePkce().challenge, { redirect_uri: redirect }));
    expect(fetched.filter((url) => url === id)).toHaveLength(1);
    gatehouse.clock.advance(24 * 3_600_000);
    await get(authorizationUrl(gatehouse.url, id, makePkce().challenge, { redirect_uri: redirect }));
    expect(fetched.filter((url) => url === id)).toHaveLength(2);
  });

  it('a refreshed document counts from the next request, and the prompt says what changed', async () => {
    const id = 'https://zed.dev/oauth/client-metadata.json';
    const other = await startGatehouse({
      fetchDocument: async () => ({
        document: { client_id: id, client_name: 'Zed', redirect_uris: ['http://127.0.0.1/new-callback'], token_endpoint_auth_method: 'none' },
        maxAge: null,
      }),
    });
    const ask = (path: string) => get(authorizationUrl(other.url, id, makePkce().challenge, { redirect_uri: `http://127.0.0.1:1234${path}` }));
    expect((await ask('/callback')).status).toBe(303);
    const [request] = other.desk.list();
    await other.desk.decide(request?.id ?? '', { answer: 'allow', scopes: ['memory:read'], for: '30d', compartment: 'default' }, 'popup');
    expect((await ask('/callback')).status).toBe(400);
    expect((await ask('/new-callback')).status).toBe(303);
    expect(other.desk.list()[0]?.changes).toEqual(['Answers went to 127.0.0.1 before']);
    await other.close();
  });

  it('another path of the same host is a stranger', async () => {
    const response = await get(authorizationUrl(gatehouse.url, 'https://claude.ai/oauth/another', makePkce().challenge));
    expect(response.status).toBe(503);
  });
});
