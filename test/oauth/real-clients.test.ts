/** The bodies that shipped programs register with, each taken through its login the way that program does it. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startGatehouse, type TestGatehouse } from '../support/gatehouse.ts';
import { authorizationUrl, callTool, get, makePkce, openWaiting, postForm, postJson, type Tokens } from '../support/oauth-client.ts';

type Fixture = {
  readonly client: string;
  /** Where the body is from. */
  readonly source: string;
  readonly registration: Readonly<Record<string, unknown>>;
  /** The redirect URIs that are left of those it sends. */
  readonly kept: readonly string[];
  readonly authorization: { readonly redirect_uri: string; readonly scope?: string };
  /** What a plain Allow gives it. */
  readonly granted: string;
};

const folder = join(import.meta.dirname, '../fixtures/registrations');
const fixtures = readdirSync(folder).map((file): Fixture => JSON.parse(readFileSync(join(folder, file), 'utf8')));

let gatehouse: TestGatehouse;
beforeAll(async () => {
  gatehouse = await startGatehouse();
});
afterAll(() => gatehouse.close());

describe('shipped programs get through the first time', () => {
  it('every program of the list has its body here, and every body names its source', () => {
    const names = new Set(fixtures.map(({ client }) => client.split(/ (?:before )?\d/)[0]));
    expect([...names].sort()).toEqual(['Claude Code', 'Codex', 'Cursor', 'Gemini CLI', 'MCP Inspector', 'Visual Studio Code', 'Zed', 'mcp-remote']);
    for (const { source } of fixtures) expect(source).not.toBe('');
  });

  it.each(fixtures)('$client: registers, is asked about once, is allowed, redeems, calls and refreshes', async (fixture) => {
    const { url } = gatehouse;
    const registered = await postJson(`${url}/oauth/register`, fixture.registration);
    const answer = (await registered.json()) as Record<string, unknown>;
    expect([registered.status, answer.redirect_uris, answer.client_secret]).toEqual([201, fixture.kept, undefined]);
    for (const name of [
      'client_name',
      'grant_types',
      'response_types',
      'token_endpoint_auth_method',
      'application_type',
      'client_uri',
      'software_id',
    ] as const) {
      expect(answer[name]).toEqual(fixture.registration[name]);
    }

    const clientId = String(answer.client_id);
    const { redirect_uri: redirectUri, scope = null } = fixture.authorization;
    const { verifier, challenge } = makePkce();
    const waiting = await openWaiting(authorizationUrl(url, clientId, challenge, { redirect_uri: redirectUri, scope, state: 'of the client' }));
    const asked = gatehouse.desk.list().filter(({ client }) => client.id === clientId);
    expect(asked).toHaveLength(1);
    await allowAsShown(asked[0]?.id ?? '');

    const back = (await get(waiting)).headers.get('location') ?? '';
    expect(back.startsWith(`${redirectUri}?code=`)).toBe(true);
    const answered = new URL(back).searchParams;
    expect([answered.get('state'), answered.get('iss')]).toEqual(['of the client', url]);

    const resource = `${url}/mcp`;
    const redeemed = await postForm(`${url}/oauth/token`, {
      grant_type: 'authorization_code',
      code: answered.get('code') ?? '',
      redirect_uri: redirectUri,
      client_id: clientId,
      code_verifier: verifier,
      resource,
    });
    const tokens = (await redeemed.json()) as Tokens;
    expect([redeemed.status, tokens.scope]).toEqual([200, fixture.granted]);
    expect((await callTool(gatehouse, tokens.access_token, 'memory_status')).status).toBe(200);
    // Claude Code, among others, leaves the scope out here.
    const refreshed = await postForm(`${url}/oauth/token`, {
      grant_type: 'refresh_token',
      refresh_token: tokens.refresh_token,
      client_id: clientId,
      resource,
    });
    expect([refreshed.status, ((await refreshed.json()) as Tokens).scope]).toEqual([200, fixture.granted]);
  });

  it.each(fixtures)('$client: a second registration keeps the first one working', async ({ registration, authorization }) => {
    const ids = await Promise.all(
      [1, 2].map(async () => ((await (await postJson(`${gatehouse.url}/register`, registration)).json()) as { client_id: string }).client_id),
    );
    expect(ids[0]).not.toBe(ids[1]);
    for (const id of ids) await openWaiting(authorizationUrl(gatehouse.url, id, makePkce().challenge, { redirect_uri: authorization.redirect_uri }));
  });
});

/** The person presses Allow and changes nothing. */
async function allowAsShown(id: string): Promise<void> {
  const scopes = gatehouse.desk.find(id)?.permissions.flatMap(({ scope, ticked }) => (ticked ? [scope] : [])) ?? [];
  expect(await gatehouse.desk.decide(id, { answer: 'allow', scopes, for: '30d', compartment: 'default' }, 'popup')).toBe('decided');
}
